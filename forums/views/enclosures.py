"""What came along with a post: handing it out, and putting a voice into words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from community.enclosures.serving import serve
from forums.forms import HeardTextForm
from forums.models import Enclosure
from forums.views.fetching import form_page, post_at, require_page


@require_safe
def enclosure(request, key):
    row = get_object_or_404(Enclosure.objects.visible_to(request.user), key=key)
    return serve(request, row.content, name=row.name, download=row.kind == Enclosure.Kind.PAPER)


@require_safe
def small(request, key):
    photos = Enclosure.objects.visible_to(request.user).exclude(small="")
    row = get_object_or_404(photos, key=key)
    return serve(request, row.small, name=row.name)


@require_page
def write_out(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.write_out", post)
    voice = _voice_of(post)
    form = HeardTextForm(request.POST or None, initial={"text": voice.text})
    if form.is_valid():
        voice.write_out(form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Now everybody can read it too."))
        return redirect(post)
    context = {"network": post.network, "post": post, "voice": voice}
    return form_page(request, "forums/post_write_out.html", form, **context)


@require_POST
def ask_text(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.ask_text", post)
    _voice_of(post).ask_text(by=request.user)
    messages.success(request, _("We asked for it. It will stand below the recording."))
    return redirect(post)


def _voice_of(post):
    return get_object_or_404(post.enclosures, kind=Enclosure.Kind.VOICE)

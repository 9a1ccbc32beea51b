"""Putting a voice that came along with a post into words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.access import require
from forums.forms import HeardTextForm
from forums.models import Enclosure
from forums.views.fetching import form_page, post_at, require_page


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

"""Two moderators look who wrote something without a name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.access import require
from forums.forms import NameForm
from forums.models import Opening
from forums.views.fetching import form_page, post_at, require_page


@require_page
def name(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.break_seal", post)
    opening = Opening.objects.current().filter(post=post).last()
    form = NameForm(request.POST or None)
    if form.is_valid():
        Opening.objects.ask(post, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The other moderators were asked. One of them must agree."))
        return redirect(post.name_url)
    facts = {"network": post.topic.network, "post": post, "opening": opening}
    return form_page(request, "forums/post_name.html", form, **facts)


@require_POST
def agree(request, network, pk, opening):
    post = post_at(request, network, pk)
    asked = Opening.objects.visible_to(request.user).select_related("post__topic__network")
    opening = get_object_or_404(asked, post=post, pk=opening)
    require(request.user, "forums.agree_to_break_seal", opening)
    opening.agree(by=request.user)
    return redirect(post.name_url)

"""One post: reacting to it, changing it, taking it back, hiding it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import can, require
from community.moderation.models import Case
from forums.changes import history
from forums.forms import HideForm, ReactionForm
from forums.models import Version
from forums.views.fetching import form_page, post_at, require_page
from forums.writing import EditForm


@require_safe
def post(request, network, pk):
    """The short address of a post, wherever a moderator may have put it."""
    return redirect(post_at(request, network, pk))


@require_POST
def react(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.react", post)
    form = ReactionForm(request.POST, post=post)
    said, no_longer = form.data.get("kind"), form.data.get("off")
    if form.is_valid() and (said or no_longer):
        post.react(said or no_longer, on=bool(said), by=request.user)
    return redirect(post)


@require_POST
def settle(request, network, pk):
    """Say that an answer helped, or with ``on`` empty no longer."""
    post = post_at(request, network, pk)
    require(request.user, "forums.settle", post.topic)
    if post.is_first or not post.is_shown:
        raise Http404
    post.topic.settle(post if request.POST.get("on") else None, by=request.user)
    return redirect(post)


@require_page
def edit(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.edit", post)
    form = EditForm(request.POST or None, post=post)
    if form.is_valid():
        post.edit(**form.cleaned_data, by=request.user)
        messages.success(request, _("Your new text is on the page."))
        return redirect(post)
    return form_page(request, "forums/post_edit.html", form, network=post.topic.network, post=post)


@require_safe
def versions(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.read_versions", post)
    context = {
        "network": post.topic.network,
        "here": "talk",
        "post": post,
        "changes": history(post),
        "may_moderate": can(request.user, "forums.moderate", post.topic),
    }
    return render(request, "forums/post_versions.html", context)


@require_POST
def hide_version(request, network, pk, version):
    post = post_at(request, network, pk)
    require(request.user, "forums.moderate", post.topic)
    visible = Version.objects.visible_to(request.user)
    get_object_or_404(visible, post=post, pk=version).hide(by=request.user)
    return redirect(post.versions_url)


@require_POST
def take_back(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.take_back", post)
    post.take_back(by=request.user)
    return redirect(post)


@require_POST
def put_back(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.put_back", post)
    post.put_back(by=request.user)
    return redirect(post)


@require_page
def hide(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.moderate", post.topic)
    form = HideForm(request.POST or None)
    if form.is_valid():
        try:
            is_hidden = Case.objects.take_away(post, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            if not is_hidden:
                messages.success(request, _("A second moderator looks too."))
            return redirect(post)
    return form_page(request, "forums/post_hide.html", form, network=post.topic.network, post=post)


@require_POST
def restore(request, network, pk):
    post = post_at(request, network, pk)
    require(request.user, "forums.moderate", post.topic)
    post.restore(by=request.user)
    return redirect(post)

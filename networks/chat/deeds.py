"""One message, and what its reader may do to it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from community.moderation.models import Case
from networks.chat.fetching import message_at
from networks.chat.forms import HideForm, PinForm, ReactionForm, TextForm
from networks.chat.models import complete


@require_safe
def message(request, network, pk):
    return _message_page(request, message_at(request, network, pk), HideForm())


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, network, pk):
    message = message_at(request, network, pk)
    require(request.user, "chat.edit", message)
    form = TextForm(request.POST or None, initial={"text": message.text})
    form.fields["text"].required = not message.brings
    if form.is_valid():
        message.edit(**form.cleaned_data, by=request.user)
        return redirect(message)
    context = {"network": message.network, "room": message.room, "message": message, "form": form}
    status = 422 if form.errors else 200
    return render(request, "chat/edit.html", {"here": "chat", **context}, status=status)


@require_POST
def react(request, network, pk):
    message = message_at(request, network, pk)
    require(request.user, "chat.react", message)
    form = ReactionForm(request.POST)
    if form.is_valid():
        message.react(**form.cleaned_data, by=request.user)
    return redirect(message)


@require_POST
def pin(request, network, pk):
    message = message_at(request, network, pk)
    require(request.user, "chat.pin", message)
    form = PinForm(request.POST, message=message)
    if form.is_valid():
        message.pin(**form.cleaned_data, by=request.user)
        return redirect(message)
    messages.error(request, form.errors["is_on"][0])
    return redirect(message.deeds_url)


@require_POST
def take_back(request, network, pk):
    message = message_at(request, network, pk)
    require(request.user, "chat.take_back", message)
    message.take_back(by=request.user)
    return redirect(message)


@require_POST
def hide(request, network, pk):
    message = message_at(request, network, pk)
    require(request.user, "chat.moderate", message)
    form = HideForm(request.POST)
    if form.is_valid():
        try:
            is_hidden = Case.objects.take_away(message, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            if not is_hidden:
                messages.success(request, gettext("A second moderator looks too."))
            return redirect(message)
    return _message_page(request, message, form, status=422)


@require_POST
def restore(request, network, pk):
    message = message_at(request, network, pk)
    require(request.user, "chat.moderate", message)
    message.restore(by=request.user)
    return redirect(message)


def _message_page(request, message, form, status=200):
    room, reader = message.room, request.user
    room.title = room.called(reader)
    writer = room.network.memberships.current().filter(user=message.author_id).first()
    mine = set(message.reactions.filter(person=reader).values_list("kind", flat=True))
    context = {"network": room.network, "room": room, "message": complete([message])[0]}
    context |= {"form": form, "mine": mine, "reactions": message.reactions.model.Kind.choices}
    context["writer"] = writer if writer and can(reader, "networks.remove", writer) else None
    writes = writer and not room.is_pair and can(reader, "chat.write_to", writer)
    context["alone_with"] = writer if writes else None
    return render(request, "chat/message.html", {"here": "chat", **context}, status=status)

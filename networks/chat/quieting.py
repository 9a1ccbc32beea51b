"""A quiet room for two parents and a mediator: opened from a report, closed with an outcome."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from community.access import require
from community.moderation.models import Case
from community.people.models import without_unmet
from networks.chat.fetching import network_at, room_at
from networks.chat.models import QuietRoom
from networks.models import Membership

require_page = require_http_methods(["GET", "HEAD", "POST"])


class OtherForm(forms.Form):
    """With whom of those who spoke there."""

    other = forms.ModelChoiceField(
        label=_("Who is the other parent?"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the other parent.")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = people
        self.fields["other"].label_from_instance = lambda member: member.who


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("What did you agree?"),
        help_text=_("Moderators read this in the log. No names."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you agreed.")},
    )


@require_page
def quiet_new(request, network, case):
    network = network_at(request, network)
    require(request.user, "chat.keep", network)
    visible = Case.objects.visible_to(request.user).filter(network=network)
    case = get_object_or_404(visible.select_related("network"), pk=case)
    writer, others = _people(case, request.user)
    form = OtherForm(request.POST or None, people=others)
    if writer and form.is_valid():
        people = writer.user, form.cleaned_data["other"].user
        quiet = QuietRoom.objects.open(case, people, by=request.user)
        return redirect(quiet.room)
    context = {"network": network, "here": "reports", "case": case, "writer": writer}
    context |= {"form": form, "others": others}
    status = 422 if form.is_bound else 200
    return render(request, "chat/quiet_new.html", context, status=status)


@require_page
def quiet_close(request, network, room):
    room = room_at(request, network, room)
    quiet = QuietRoom.objects.of(room)
    if quiet is None or quiet.mediator != request.user or quiet.closed_at:
        raise Http404
    require(request.user, "chat.keep", room.network)
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        quiet.close(**form.cleaned_data, by=request.user)
        messages.success(request, gettext("Kept. The room can still be read by the three of you."))
        return redirect(room)
    context = {"network": room.network, "here": "chat", "room": room, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "chat/quiet_close.html", context, status=status)


def _people(case, mediator):
    """The membership of who signed it, and of who else spoke there and meets them; of words
    without a name, or that the mediator reads nowhere else, None and nobody."""
    thing, current = case.about, case.network.memberships.current()
    author = getattr(thing, "author", None)
    parents = current.filter(kind=Membership.Kind.PARENT).select_related("user", "network")
    writer = author and parents.filter(user=author).first()
    # Where the mediator does not read, the one who spoke there may be the one who reported.
    reads = thing and type(thing).objects.visible_to(mediator).filter(pk=thing.pk).exists()
    if not (writer and reads):
        return None, parents.none()
    spoke = parents.filter(user__in=thing.speakers).exclude(user__in=[author.pk, mediator.pk])
    return writer, without_unmet(spoke, author, "user").for_listing()

"""The way in: the code of a poster, what it opens, and the step over the doorstep."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from community.limits import Limit
from networks.forms import CodeForm, JoinForm
from networks.models import Invitation
from networks.models.invitation import normal
from networks.panels import at_door

WRONG_CODES = Limit("wrong-code", most=10, seconds=3600)


def with_invitation(view):
    """Give ``view`` the invitation of a code; what is wrong with a code is answered here.

    Once a client has guessed too often, right codes are not looked at either: otherwise the
    answer would still tell which guess was right.
    """

    @wraps(view)
    def find(request, code):
        client = request.META["REMOTE_ADDR"]
        if WRONG_CODES.is_spent(client):
            return render(request, "networks/too_many_codes.html", status=429)
        if code != normal(code):
            return redirect(*_normal_place(request, code))
        invitation = Invitation.objects.by_code(code).first()
        if invitation is None or not _works_for(request.user, invitation):
            return _no_entry(request)
        return view(request, invitation)

    return find


def _works_for(user, invitation):
    """Whoever is barred stands before the same wall as whoever guesses."""
    return invitation.is_usable and not invitation.network.is_closed_to(user)


def _no_entry(request):
    """One answer for a code that is wrong, too old, used up, stopped or closed to this reader."""
    WRONG_CODES.take(request.META["REMOTE_ADDR"])
    return render(request, "networks/wrong_code.html", {"form": CodeForm()}, status=404)


def _normal_place(request, code):
    tidy = normal(code)
    return (request.resolver_match.view_name, tidy) if tidy else ("networks:enter_code",)


@login_not_required
@require_safe
def enter_code(request):
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("networks:invitation", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return render(request, "networks/enter_code.html", {"form": form}, status=status)


@login_not_required
@require_safe
def in_capitals(request, code):
    """The address as a keyboard in capitals types it."""
    return redirect("networks:invitation", code)


@login_not_required
@require_safe
@with_invitation
def invitation(request, invitation):
    network = invitation.network
    membership = network.membership_of(request.user) if request.user.is_authenticated else None
    return render(
        request,
        "networks/invitation.html",
        {
            "invitation": invitation,
            "network": network,
            "doors": at_door(network),
            "membership": membership,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_invitation
def join(request, invitation):
    network = invitation.network
    if network.membership_of(request.user):
        return redirect(network)
    if not invitation.lets_in:
        return redirect(f"{network.ask_url}?code={invitation.code}")
    sent = request.POST if request.method == "POST" else None
    form = JoinForm(sent, person=request.user, network=network)
    if not form.is_valid():
        context = {"form": form, "network": network, "invitation": invitation}
        status = 422 if form.is_bound else 200
        return render(request, "networks/join.html", context, status=status)
    if form.join(invitation) is None:
        return _no_entry(request)
    messages.success(request, _welcome(request.user))
    return redirect(network.welcome_url)


def _welcome(person):
    return gettext("Welcome, %(name)s. Have a quiet look around. You need not write anything.") % {
        "name": person.first_name
    }

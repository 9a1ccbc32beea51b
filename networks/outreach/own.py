"""What a parent asks of us: to be rung, what we keep, what was said for them, and to stop."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.limits import Limit
from networks.outreach.keeping import kept_of
from networks.outreach.models import Family
from networks.outreach.own_forms import CallMeForm, CorrectForm
from networks.views.door import with_invitation

GUESSES = Limit("slip-codes", most=10, seconds=3600)
ASKED = Limit("call-me", most=5, seconds=86_400)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_invitation
def call_me(request, invitation):
    """Rather by telephone: a parent with the code of a letter or poster writes its number down.

    The answer is the same for a number that was known: nobody finds out here whose it is.
    """
    if not invitation.network.is_of_school or invitation.network.is_archived:
        raise Http404
    form = CallMeForm(request.POST or None, invitation=invitation)
    if form.is_valid() and _enters(request, form):
        return render(request, "outreach/called_soon.html", {"network": invitation.network})
    context = {"network": invitation.network, "invitation": invitation, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "outreach/call_me.html", context, status=status)


def _enters(request, form):
    """Whether it was kept; why not stands on the form."""
    if not ASKED.take(request.META["REMOTE_ADDR"]):
        form.add_error(None, gettext("That was a lot for one day. Please ring us."))
        return False
    try:
        form.enter()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def with_slip(view):
    """Give ``view`` the family of a code. Who guesses too often is not told of right ones."""

    @login_not_required
    @never_cache
    def find(request, code, **more):
        client = request.META["REMOTE_ADDR"]
        if GUESSES.is_spent(client):
            return render(request, "429.html", status=429)
        family = Family.objects.by_slip(code).select_related("network__school").first()
        if family is None:
            GUESSES.take(client)
            return render(request, "outreach/wrong_slip.html", status=404)
        return view(request, family, **more)

    return find


@with_slip
@require_http_methods(["GET", "HEAD", "POST"])
def own(request, family):
    form = CorrectForm(request.POST or None, instance=family)
    if form.is_valid():
        form.correct()
        messages.success(request, gettext("Saved."))
        return redirect("family:own", family.slip_code)
    if form.is_bound:
        family.refresh_from_db()  # what was refused is in the form, not in what we keep
    context = {"family": family, "form": form, "kept": kept_of(family)}
    status = 422 if form.is_bound else 200
    return render(request, "outreach/own.html", context, status=status)


@with_slip
@require_POST
def stop(request, family):
    family.stop_calls(by=None)
    messages.success(request, gettext("Nobody rings you any more. Your number is gone."))
    return redirect("family:own", family.slip_code)


@with_slip
@require_POST
def take_back(request, family, pk):
    get_object_or_404(family.said.stands(), pk=pk).take_back(by=None)
    messages.success(request, gettext("Taken back."))
    return redirect("family:own", family.slip_code)


@with_slip
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request, family):
    """Everything goes, after one question; what others said in its place as well."""
    if request.method == "POST":
        network = family.network
        family.forget(by=None)
        return render(request, "outreach/forgotten.html", {"network": network})
    return render(request, "outreach/forget.html", {"family": family})


@with_slip
@require_safe
def download(_request, family):
    """All that is kept, for the parent to take along: every call and every note."""
    return _as_file(kept_of(family))


@never_cache
@require_safe
def called(request):
    """Everybody's own: who saw the number, and what was written down, in all networks."""
    families = Family.objects.filter(member__user=request.user).select_related("network__school")
    context = {"families": [(one, kept_of(one)) for one in families.order_by("pk")]}
    return render(request, "outreach/called.html", context)


@never_cache
@require_safe
def called_download(request):
    families = Family.objects.filter(member__user=request.user).select_related("network__school")
    return _as_file([kept_of(one) for one in families.order_by("pk")])


def _as_file(kept):
    text = json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response

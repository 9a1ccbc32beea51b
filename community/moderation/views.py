"""Reporting a message, and what moderators do with what was reported."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.access import can, require
from community.limits import Limit
from community.moderation.compare import changes
from community.moderation.forms import SENTENCES, ChoiceForm, NoteForm, PrecautionForm, ReportForm
from community.moderation.models import Case, Choice, Deed, Moderated, Precaution, State
from community.moderation.models.cases import CLOSED
from community.moderation.models.choice import BY_WEIGHT

A_DAY = Limit("reports", most=20, seconds=86_400)  # SECURITY 4.7
PER_PAGE, LATEST = 20, 3
STANDS = {"": (State.OPEN,), "in-overleg": (State.TALKS,), "klaar": CLOSED}


def _network_at(request, slug):
    mine = request.user.memberships.filter(ended_at=None).select_related("network__school")
    return get_object_or_404(mine, network__slug=slug).network


def case_at(request, slug, pk):
    visible = Case.objects.visible_to(request.user).filter(network=_network_at(request, slug))
    return get_object_or_404(
        visible.select_related("network__school", "assignee").for_queue(), pk=pk
    )


@never_cache
@require_safe
def queue(request, network):
    """What waits, for moderators; for everybody else what moderators did, in numbers."""
    network = _network_at(request, network)
    cases = Case.objects.filter(network=network)
    if not can(request.user, "networks.moderate", network):
        return render(request, "moderation/numbers.html", _numbers(network, cases))
    stand = request.GET.get("stand", "")
    if stand not in STANDS:
        raise Http404
    cases = cases.visible_to(request.user)
    shown = cases.filter(state__in=STANDS[stand]).select_related("assignee").for_queue()
    context = {
        "network": network,
        "here": "reports",
        "stand": stand,
        "query": f"stand={stand}&" if stand else "",
        "cases": Paginator(shown, PER_PAGE).get_page(request.GET.get("pagina")),
        "sentences": SENTENCES,
        "lately": _lines(cases)[:LATEST],
    }
    return render(request, "moderation/queue.html", context | _counted(cases))


def _counted(cases):
    counted = dict(cases.values_list("state").annotate(n=Count("pk")))
    return {"new": counted.get(State.OPEN, 0), "talks": counted.get(State.TALKS, 0)}


def _numbers(network, cases):
    closed = dict(
        Choice.objects.filter(case__in=cases, deed__in=BY_WEIGHT, done_at__isnull=False)
        .values_list("deed")
        .annotate(n=Count("pk"))
    )
    rows = [(deed.label, closed.get(deed.value, 0)) for deed in BY_WEIGHT]
    opened = Choice.objects.filter(case__in=cases, deed=Deed.OPENED).count()
    facts = {"rows": rows, "opened": opened, "reports": cases.count()}
    return {"network": network, "here": "people", **facts}


def _lines(cases):
    done = Choice.objects.filter(case__in=cases, done_at__isnull=False)
    return done.select_related("by", "case").order_by("-done_at", "-pk")


@never_cache
@require_safe
def log(request, network):
    """Who did what, and why; who reported stands nowhere."""
    network = _network_at(request, network)
    require(request.user, "networks.moderate", network)
    lines = _lines(Case.objects.visible_to(request.user).filter(network=network))
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(
        request, "moderation/log.html", {"network": network, "here": "reports", "lines": page}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def precaution(request, network):
    """What waits for a moderator before others read it."""
    network = _network_at(request, network)
    require(request.user, "moderation.take_precautions", network)
    form = PrecautionForm(request.POST or None, instance=Precaution.objects.of(network))
    if form.is_valid():
        form.instance.set(by=request.user)
        messages.success(request, gettext("Kept."))
        return redirect("moderation:queue", network.slug)
    context = {"network": network, "here": "reports", "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "moderation/precaution.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, network, kind, pk):
    network = _network_at(request, network)
    thing = _thing_at(request, network, kind, pk)
    require(request.user, "moderation.report", thing)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        if A_DAY.take(request.user.pk):
            Case.objects.report(thing, **form.cleaned_data, by=request.user)
            messages.success(
                request, gettext("Thank you. A moderator looks. Nobody hears that it was you.")
            )
            return redirect(thing)
        form.add_error(None, gettext("You reported a lot today. Call us, then we look together."))
    context = {"network": network, "here": "", "form": form, "thing": thing}
    writer = _writer(thing, network)
    context["writer"] = writer if writer and can(request.user, "networks.block", writer) else None
    status = 422 if form.is_bound else 200
    return render(request, "moderation/report.html", context, status=status)


def _writer(thing, network):
    """The membership of who signed ``thing``; None for words without a name."""
    author = getattr(thing, "author", None)
    return author and network.memberships.filter(ended_at=None, user=author).first()


def _thing_at(request, network, kind, pk):
    model = Moderated.called(kind)
    if model is None:
        raise Http404
    thing = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    if thing.network != network:
        raise Http404
    return thing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request, network, pk):
    """The text then and now, and four steps from light to heavy."""
    found = case_at(request, network, pk)
    form = choice_form(found, request.POST or None, deed=request.GET.get("stap", ""))
    if request.method == "POST":
        require(request.user, "moderation.decide", found)
    if form.is_valid():
        try:
            came_true = found.choose(**form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            if refusal.code == "decided":
                messages.error(request, refusal.messages[0])
                return redirect(found)
            form.add_error(None, refusal)
        else:
            messages.success(request, _said(came_true))
            return redirect("moderation:queue", found.network.slug)
    return case_page(request, found, form)


def choice_form(found, sent=None, *, deed=""):
    rules, around = found.network.rule_lines(), getattr(found.about, "around", ())
    initial = {"deed": deed, "reason": found.usual_reason}
    return ChoiceForm(sent, rules=rules, around=around, initial=initial)


def _said(came_true):
    if came_true:
        return gettext("Done. It stands in the log.")
    return gettext("A second moderator looks too. Do you differ? Then the lighter step happens.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request, network, pk):
    """What was decided about one's own words, by which agreement and why."""
    network = _network_at(request, network)
    own = Case.objects.told_to(request.user).filter(network=network)
    found = get_object_or_404(own.select_related("network__school"), pk=pk)
    if request.method == "POST":
        try:
            found.ask_again(by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, gettext("Another moderator looks. You hear it here."))
        return redirect(found.told_url)
    context = {"network": network, "here": "", "case": found, "decision": found.decision}
    return render(request, "moderation/told.html", context)


def case_page(request, found, form, note=None):
    """``form`` and ``note`` are what a moderator may send; either may have come back wrong."""
    context = {
        "network": found.network,
        "here": "reports",
        "case": found,
        "words": [one for one in found.reports.values_list("words", flat=True) if one],
        "form": form,
        "note": note or NoteForm(),
        "emergency": found.emergencies.filter(refused_at=None).last(),
        "lets_go": _lets_go(request.user, found, found.about),
        "may_decide": can(request.user, "moderation.decide", found),
        "waiting": found.waiting_choice,
        "lines": found.choices.select_related("by"),
        "sentences": SENTENCES,
    }
    status = 422 if form.is_bound or note else 200
    return render(request, "moderation/case.html", context | _as_it_is(found), status=status)


def _as_it_is(found):
    """What became of the message since it was reported."""
    thing = found.about
    if thing is None:
        return {"parts": [], "is_hidden": False, "was_bettered": False}
    was_bettered = thing.is_shown and thing.said[:5000] != found.words
    parts = changes(found.words, thing.said)
    return {"parts": parts, "is_hidden": thing.is_hidden, "was_bettered": was_bettered}


def _lets_go(user, found, thing):
    """The membership of who signed it, for who may let them go."""
    member = _writer(thing, found.network)
    return member if member and can(user, "networks.remove", member) else None

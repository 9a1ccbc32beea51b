"""Letters of a network: the archive, one letter, and making one."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.composing import letter_for, post
from cms.models.newsletter import Newsletter, NewsletterStop
from cms.newsletter_forms import LetterForm, WhenForm
from community.access import can, require
from networks.models import Network


def _network_at(request, slug):
    return get_object_or_404(Network.objects.visible_to(request.user), slug=slug)


def _letter_at(request, slug, pk):
    """One that is made in this network."""
    visible = Newsletter.objects.visible_to(request.user).select_related("network", "school")
    return get_object_or_404(visible, network__slug=slug, pk=pk)


@require_safe
def archive(request, network):
    network = _network_at(request, network)
    letters = Newsletter.objects.visible_to(request.user).reaching([network.pk])
    return render(
        request,
        "cms/letters.html",
        {
            "network": network,
            "here": "start",
            "letters": letters.order_by("-sent_at", "-made_at"),
            "stopped": network.newsletter_stops.filter(person=request.user).exists(),
        },
    )


@require_safe
def letter(request, network, pk):
    """As its reader gets it; who writes it also sees how many that are."""
    network = _network_at(request, network)
    letters = Newsletter.objects.visible_to(request.user).select_related("network", "school")
    newsletter = get_object_or_404(letters.reaching([network.pk]), pk=pk)
    return _letter_page(request, newsletter, WhenForm(), network=network)


@require_http_methods(["GET", "HEAD", "POST"])
def compose(request, network, pk=None):
    """A new letter, or one that is not on its way yet."""
    network = _network_at(request, network)
    require(request.user, "cms.write_newsletter", network)
    newsletter = _letter_at(request, network.slug, pk) if pk else Newsletter(network=network)
    if newsletter.send_at:
        raise Http404
    membership = network.membership_of(request.user)
    form = LetterForm(request.POST or None, instance=newsletter, membership=membership)
    if form.is_valid():
        return redirect(form.save())
    return render(
        request,
        "cms/letter_form.html",
        {"network": network, "here": "start", "form": form, "newsletter": newsletter},
        status=422 if form.is_bound else 200,
    )


@require_POST
def plan(request, network, pk):
    newsletter = _letter_at(request, network, pk)
    require(request.user, "cms.write_newsletter", newsletter.network)
    form = WhenForm(request.POST)
    if form.is_valid():
        try:
            newsletter.plan(form.cleaned_data["moment"], by=request.user)
        except ValidationError as refusal:
            form.add_error("day", refusal)
        else:
            messages.success(request, gettext("The letter is ready to go."))
            return redirect(newsletter)
    return _letter_page(request, newsletter, form, status=422)


@require_POST
def hold(request, network, pk):
    newsletter = _letter_at(request, network, pk)
    require(request.user, "cms.write_newsletter", newsletter.network)
    try:
        newsletter.hold(by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(newsletter)


@require_POST
def try_out(request, network, pk):
    """To the writer alone."""
    newsletter = _letter_at(request, network, pk)
    require(request.user, "cms.write_newsletter", newsletter.network)
    membership = newsletter.network.membership_of(request.user)
    if request.user.email:
        post(newsletter, membership, test=True)
        messages.success(request, gettext("Sent to you. Look in your mail."))
    else:
        messages.error(request, gettext("You have no e-mail address here."))
    return redirect(newsletter)


@require_POST
def want_again(request, network):
    """Letters, also for who once stopped them."""
    network = _network_at(request, network)
    network.newsletter_stops.filter(person=request.user).delete()
    return redirect("newsletters:archive", network.slug)


@csrf_exempt  # mail programs press this button by themselves (RFC 8058), without a cookie
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """One press and no letters come any more; looking does nothing."""
    keys = NewsletterStop.objects.opened_by(token)
    if keys is None:
        raise Http404
    network = get_object_or_404(Network.objects.filter(pk=keys[0]))
    person = get_object_or_404(get_user_model().objects.filter(pk=keys[1]))
    if request.method == "POST":
        NewsletterStop.objects.get_or_create(network=network, person=person)
    facts = {"name": network.name, "done": request.method == "POST"}
    return render(request, "cms/letter_stop.html", facts)


def _letter_page(request, newsletter, form, *, network=None, status=200):
    network = network or newsletter.network
    is_home = network == newsletter.network
    writes = is_home and can(request.user, "cms.write_newsletter", network)
    readers = newsletter.readers if writes else []
    by_mail = sum(reader.gets_mail for reader in readers)
    return render(
        request,
        "cms/letter.html",
        {
            "network": network,
            "here": "start",
            "newsletter": newsletter,
            "letter": letter_for(newsletter, request.user),
            "form": form,
            "writes": writes,
            "by_mail": by_mail,
            "otherwise": len(readers) - by_mail,
        },
        status=status,
    )

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts.codes import SentCode
from community.accounts.devices import Device
from community.accounts.forms import TOO_OFTEN, CodeForm, SignInForm

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@page_or_form
def sign_in(request):
    """Step 1: where to send the code. Newcomers and members take the same steps."""
    if request.user.is_authenticated:
        return redirect(_next(request) or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        if SentCode.send(request, form.cleaned_data["where"]):
            return redirect(_with_next(request, "account_confirm_login_code"))
        form.add_error("where", TOO_OFTEN)
    return _show(request, "account/sign_in.html", form)


@login_not_required
@never_cache
@page_or_form
def enter_code(request):
    """Step 2: type the code over."""
    sent = SentCode.pending(request)
    if sent is None or request.user.is_authenticated:
        return redirect(_with_next(request, "account_login"))
    form = CodeForm(request.POST or None, request=request, sent=sent)
    if form.is_valid():
        return _let_in(request, sent)
    return _show(request, "account/code.html", form)


@login_not_required
@require_POST
def send_again(request):
    sent = SentCode.pending(request)
    if sent is not None:
        _send(request, sent.to)
    return redirect(_with_next(request, "account_confirm_login_code"))


@never_cache
@page_or_form
def prove(request):
    """Ask somebody who is signed in for a fresh code or a passkey (see ``proof.py``)."""
    sent = SentCode.pending(request)
    form = None
    if sent is not None and sent.to == request.user.address:
        form = CodeForm(request.POST or None, request=request, sent=sent)
        if form.is_valid():
            sent.use_up(request)
            if sent.by_mail:
                request.user.mail_arrives()
            record_authentication(request, request.user, "code", reauthenticated=True)
            return redirect(_next(request) or "people:me")
    has_passkey = is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN])
    return _show(request, "account/prove.html", form, has_passkey=has_passkey)


@require_POST
def prove_send(request):
    _send(request, request.user.address)
    return redirect(_with_next(request, "account_reauthenticate"))


@login_not_required
@never_cache
@page_or_form
def sign_out(request):
    if request.method != "POST" and request.user.is_authenticated:
        return render(request, "account/sign_out.html")
    logout(request)
    return _forgotten(redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL))


@login_not_required
@require_safe
def inactive(request):
    return render(request, "account/inactive.html", status=403)


class Unprocessable:
    """A form that is not right comes back with the status every other form here has."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class NamePasskey(Unprocessable, EditWebAuthnView):
    """allauth's."""


class AddPasskey(Unprocessable, AddWebAuthnView):
    """allauth's, with options for a key that signs in by itself, held to it by the server."""

    success_url = reverse_lazy("mfa_list_webauthn")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        return {**context, "js_data": {"creation_options": options}}

    def get_success_url(self):
        messages.success(self.request, gettext("Your passkey is ready. You can sign in with it."))
        return str(self.success_url)


@require_safe
def devices(request):
    here = Device.of(request)
    others = Device.objects.visible_to(request.user).exclude(session_key=here.session_key)
    return render(request, "usersessions/devices.html", {"here": here, "others": others})


@require_POST
def device_end(request, pk):
    device = get_object_or_404(Device.objects.visible_to(request.user), pk=pk)
    device.end(by=request.user)
    messages.success(request, gettext("%(device)s is signed out.") % {"device": device})
    return redirect("usersessions_list")


@require_POST
def devices_end(request):
    """Everywhere, here included."""
    Device.objects.end(by=request.user)
    logout(request)
    return _forgotten(redirect("account_login"))


def _let_in(request, sent):
    sent.use_up(request)
    user = sent.owner
    if sent.by_mail:
        user.mail_arrives()
    record_authentication(request, user, "code")
    return perform_login(request, user, redirect_url=_next(request))


def _send(request, to):
    if SentCode.send(request, to):
        messages.success(request, gettext("We sent you a new code."))
    else:
        messages.error(request, TOO_OFTEN)


def _next(request):
    """Where the person was going: a path of this site, or None."""
    return get_next_redirect_url(request)


def _with_next(request, name):
    going = _next(request)
    return reverse(name) + (f"?{urlencode({'next': going})}" if going else "")


def _show(request, template, form, **facts):
    facts |= {"form": form, "next": _next(request) or ""}
    return render(request, template, facts, status=422 if form and form.is_bound else 200)


def _forgotten(response):
    """Nothing that was read stays on this device for the next person who holds it."""
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts import closing
from community.accounts.proof import proof_required
from community.accounts.screens import remember_language
from community.people.forms import IntroductionForm, ScreensForm


@require_safe
def me(request):
    return _show(request)


@require_POST
def introduce(request):
    form = IntroductionForm(request.POST)
    if form.is_valid():
        request.user.introduce(**form.cleaned_data)
        messages.success(request, gettext("Saved. This is how others see you now."))
        return redirect("people:me")
    return _show(request, introduction=form, form=form, status=422)


@require_POST
def set_screens(request):
    form = ScreensForm(request.POST)
    if form.is_valid():
        request.user.set_screens(**form.cleaned_data)
        with override(request.user.language):
            messages.success(request, gettext("Saved."))
        response = redirect("people:me")
        remember_language(response, request.user.language)
        return response
    return _show(request, screens=form, form=form, status=422)


@proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request):
    """The last page of an account: what stays, what goes, and why it may have to wait."""
    reasons = closing.reasons_to_wait(request.user)
    if request.method == "POST" and not reasons:
        closing.close(request.user)
        logout(request)
        return redirect("people:closed")
    status = 403 if request.method == "POST" else 200
    return render(request, "people/close.html", {"reasons": reasons}, status=status)


@login_not_required
@require_safe
def closed(request):
    return render(request, "people/closed.html")


def _show(request, *, introduction=None, screens=None, form=None, status=200):
    context = {
        "introduction": introduction or IntroductionForm.of(request.user),
        "screens": screens or ScreensForm.of(request.user),
        "form": form,
    }
    return render(request, "people/me.html", context, status=status)

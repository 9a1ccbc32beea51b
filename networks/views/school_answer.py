"""Where a school answers with the link of its letter, without an account, and comes in with one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from networks.at_school import SchoolAnswerForm, StaffForm
from networks.models import SchoolRequest


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def school_answer(request, token):
    asked = SchoolRequest.objects.by_token(token).first()
    if asked is None:
        return render(request, "networks/school_old_link.html", status=410)
    form = SchoolAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.answer(asked)
        return HttpResponseRedirect(request.path)
    context = {"asked": asked, "network": asked.network, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "networks/school_answer.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def school_joins(request, token):
    """After a yes: the contact at the school comes in, known by name."""
    asked = SchoolRequest.objects.by_token(token).first()
    if asked is None or not asked.opens_for(request.user):
        return render(request, "networks/school_old_link.html", status=410)
    form = StaffForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid() and form.join(asked):
        messages.success(request, gettext("Welcome. Here you read along where parents want it."))
        return redirect(asked.network)
    context = {"asked": asked, "network": asked.network, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "networks/school_joins.html", context, status=status)

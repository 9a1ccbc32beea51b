"""The one page on which a school answers, with the link of its letter and without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from networks.forms import SchoolAnswerForm
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

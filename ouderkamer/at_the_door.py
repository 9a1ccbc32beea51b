"""Somebody who is no member says through a secret address that they come.

They read when and where it is and nothing else of the network.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.limits import Limit
from ouderkamer.forms import FamilyForm, SignUpForm
from ouderkamer.models import Gathering
from ouderkamer.models.by_name import Channel

ANSWERS = Limit("door-answers", most=10, seconds=3600)
MOST_BY_LINK = 60


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come(request, key):
    gathering = get_object_or_404(Gathering.objects.behind_door(key))
    form = FamilyForm(request.POST or None)
    if form.is_valid() and _has_room(request, gathering, form):
        sign_up = gathering.answer_for(**form.said, channel=Channel.LINK)
        return redirect("feeds:came", key, sign_up.code)
    context = {"gathering": gathering, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ouderkamer/come.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def came(request, key, code):
    """What somebody answered here, to look at and to change."""
    gathering = get_object_or_404(Gathering.objects.behind_door(key))
    sign_up = get_object_or_404(gathering.sign_ups.by_name().exclude(code=""), code=code)
    sign_up.gathering = gathering
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        try:
            gathering.answer_again(sign_up, **form.given)
            return redirect("feeds:came", key, code)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"gathering": gathering, "sign_up": sign_up, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ouderkamer/came.html", context, status=status)


def _has_room(request, gathering, form):
    """An address that went round the world fills no hall."""
    by_link = gathering.sign_ups.filter(channel=Channel.LINK).count()
    if by_link < MOST_BY_LINK and ANSWERS.take(request.META["REMOTE_ADDR"]):
        return True
    form.add_error(None, ValidationError(_("That was a lot of answers. Please ring us.")))
    return False

"""Whoever changes how an account is opened shows first that it is theirs.

An unlocked phone on a kitchen table is signed in too.
"""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse


def proved_recently(request):
    """Whether a code or a passkey was used in this session in the last ten minutes."""
    records = get_authentication_records(request, request.user)
    lasts = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return bool(records) and time.time() - records[-1]["at"] < lasts


def proof_required(view):
    """Send others to ``account_reauthenticate`` first; afterwards they come back here."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated or proved_recently(request):
            return view(request, *args, **kwargs)
        back = urlencode({"next": request.path})
        return redirect(f"{reverse('account_reauthenticate')}?{back}")

    return guarded

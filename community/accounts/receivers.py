"""Signals of allauth and Django, which we cannot call from; one line each."""

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from community.accounts.devices import Device


@receiver(user_logged_out)
def end_device(request, user, **kwargs):
    if user is not None and request.session.session_key:
        Device.of(request).end(by=user)

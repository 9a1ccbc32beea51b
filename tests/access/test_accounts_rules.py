"""Who sees on which devices somebody is signed in: that person alone."""

from django.test import Client

from community.accounts.devices import Device


def test_devices_are_seen_by_their_owner_alone(cast, names):
    phone = Client()
    phone.force_login(cast.samira)
    key = phone.session.session_key
    Device.objects.create(user=cast.samira, ip="::1", session_key=key, user_agent="")

    assert names(lambda person: Device.objects.visible_to(person).exists()) == {"samira"}
    phone.logout()
    assert names(lambda person: Device.objects.visible_to(person).exists()) == set()

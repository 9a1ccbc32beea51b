"""Every page of accounts and people is public on purpose or asks to sign in first."""

import pytest
from django.urls import reverse

from community.accounts import urls as accounts
from community.people import urls as people

PUBLIC = {
    "account_login",
    "account_confirm_login_code",
    "account_send_code_again",
    "account_logout",
    "account_inactive",
    "mfa_login_webauthn",
    "people:closed",
}
NAMES = [pattern.name for pattern in accounts.urlpatterns] + [
    f"people:{pattern.name}" for pattern in people.urlpatterns
]


def address(name):
    needs_key = ("account_end_device", "mfa_remove_webauthn", "mfa_edit_webauthn")
    return reverse(name, args=[1] if name in needs_key else [])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_sign_in_except_where_that_happens(method, reader):
    closed = {
        name
        for name in NAMES
        if getattr(reader, method)(address(name)).headers.get("Location")
        == f"{reverse('account_login')}?next={address(name)}"
    }

    assert set(NAMES) - closed == PUBLIC


def test_there_is_no_page_about_passwords(reader):
    for path in ("password/reset/", "password/change/", "signup/", "login/", "aanmelden/"):
        assert reader.get(f"/account/{path}").status_code == 404

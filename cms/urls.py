"""The editors' side: Wagtail's admin behind our own gate."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.gate import guarded

# There is one way to sign in, with a code; Wagtail's own form asks for a password.
sign_in = login_not_required(RedirectView.as_view(pattern_name="account_login"))

urlpatterns = [
    path("login/", sign_in),
    *decorate_urlpatterns(admin.urlpatterns, guarded),
]

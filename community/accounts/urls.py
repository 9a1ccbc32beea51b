"""Our pages, and of allauth only the passkeys; the names are those allauth asks for."""

from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from community.accounts import views
from community.accounts.proof import proof_required

urlpatterns = [
    path("inloggen/", views.sign_in, name="account_login"),
    path("code/", views.enter_code, name="account_confirm_login_code"),
    path("code/stuur/", views.send_again, name="account_send_code_again"),
    path("uitloggen/", views.sign_out, name="account_logout"),
    path("niet-actief/", views.inactive, name="account_inactive"),
    path("bewijs/", views.prove, name="account_reauthenticate"),
    path("bewijs/stuur/", views.prove_send, name="account_send_proof"),
    path("apparaten/", views.devices, name="usersessions_list"),
    path("apparaten/uitloggen/", views.devices_end, name="account_end_devices"),
    path("apparaten/<int:pk>/uitloggen/", views.device_end, name="account_end_device"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_index"),
    path("passkeys/inloggen/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/bewijs/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/maken/", proof_required(views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/weghalen/",
        proof_required(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "passkeys/<int:pk>/naam/",
        proof_required(views.NamePasskey.as_view()),
        name="mfa_edit_webauthn",
    ),
]

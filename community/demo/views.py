"""Be anybody, read everybody's mail. These pages exist only when ``DEMO=1``."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.accounts.models import User
from community.demo.content import read
from community.mail.mailbox import letters

SHOWN = ["samira", "fatima", "emre", "naima", "marieke", "karin", "ruud", "beheer", "bart"]


@login_not_required
@require_safe
def people(request):
    written = {person["key"]: person for person in read("people")["person"]}
    found = {user.email: user for user in User.objects.filter(email__endswith="@voorbeeld.test")}
    cards = [
        {**written[key], "user": found[written[key]["email"]]}
        for key in SHOWN
        if written[key]["email"] in found
    ]
    return render(request, "demo/people.html", {"cards": cards, "letters": letters(most=4)})


@login_not_required
@require_POST
def become(request, key):
    user = get_object_or_404(User, email=f"{key}@voorbeeld.test")
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("wagtailadmin_home" if user.is_superuser else "networks:home")


@login_not_required
@require_safe
def mailbox(request):
    return render(request, "demo/mailbox.html", {"letters": letters()})


@login_not_required
@require_safe
def letter(request, name):
    found = next((letter for letter in letters(most=None) if letter.name == str(name)), None)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})

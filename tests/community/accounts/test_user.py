from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from community.accounts.models import User
from tests.factories import make_user


def test_an_address_has_one_person_whatever_its_case(db):
    samira = make_user("samira")

    assert User.objects.arrive(email=" Samira@VOORBEELD.test") == samira
    assert User.objects.get_by_natural_key("SAMIRA@voorbeeld.test") == samira
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=samira.pk).update(email="Samira@voorbeeld.test")


def test_an_account_has_somewhere_to_send_a_code(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(first_name="Niemand")


@pytest.mark.django_db(transaction=True)
def test_two_arrivals_at_once_are_one_person():
    def arrive(_):
        try:
            return User.objects.arrive(email="nieuw@voorbeeld.test").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = set(threads.map(arrive, range(8)))

    assert found == {User.objects.get().pk}


def test_a_shielded_person_is_a_parent_everywhere_at_once(db):
    samira = make_user("samira", language="en")
    samira.introduce(first_name="Samira", languages=["nl", "ar"], shielded=True)
    samira = User.objects.get()

    assert (str(samira), samira.initials) == (str(User(email="x@y.z")), "?")
    assert (samira.first_name, samira.languages) == ("Samira", ["nl", "ar"])
    samira.introduce(first_name="Samira", languages=[], shielded=False)
    assert (str(samira), samira.initials) == ("Samira", "S")


def test_an_unknown_language_changes_nothing(db):
    samira = make_user("samira", language="nl", theme="dark")
    samira.speak("xx")
    assert User.objects.get().language == "nl"
    samira.speak("en")
    assert (User.objects.get().language, User.objects.get().theme) == ("en", "dark")


def test_an_operator_is_made_from_the_command_line_without_a_password(db, capsys):
    samira = make_user("samira")
    call_command("make_operator", "Samira@voorbeeld.test")
    call_command("make_operator", "beheer@voorbeeld.test")

    operators = User.objects.filter(is_superuser=True, is_staff=True)
    assert {user.email for user in operators} == {"samira@voorbeeld.test", "beheer@voorbeeld.test"}
    assert not any(user.has_usable_password() for user in operators)
    assert User.objects.get(is_superuser=True, first_name="Samira") == samira

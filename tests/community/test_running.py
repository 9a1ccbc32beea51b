"""Whether the machine runs, for operators alone, and without a word or an address of anybody."""

import pytest
from django.utils import timezone

from community.mail.models import Outgoing
from community.schedule import chores
from community.schedule.models import WORRYING, ScheduledRun
from tests.community.test_queue import put

PAGE = "/beheer/draait/"


@pytest.fixture
def dead(cast):
    facts = {"template": "x", "headers": {}, "facts": {"text": "Geheim van Samira"}}
    how = {"composer": "letter", "failed_at": timezone.now(), "error": "SMTPServerDisconnected"}
    return Outgoing.objects.create(to="samira@voorbeeld.test", facts=facts, **how)


@pytest.fixture
def operator(client, cast):
    client.force_login(cast.beheer)
    return cast.beheer


def test_it_is_for_operators_alone(client, cast, names, dead):
    def sees(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        pages = {client.get(PAGE).status_code}
        pages |= {client.post(f"/beheer/post/{dead.pk}/opnieuw/").status_code}
        return pages & {200}

    assert names(sees) == {"beheer"}


def test_what_was_given_up_shows_without_its_words_or_its_reader(client, operator, dead):
    put("FAILED", turns=5)
    put("FAILED", turns=1)

    page = client.get(PAGE).content.decode()

    assert "SMTPServerDisconnected" in page
    assert "voorbeeld.test" in page
    assert "samira@" not in page
    assert "Geheim" not in page
    assert page.count("Probeer nog een keer") == 2


def test_it_can_be_tried_again_or_thrown_away(client, operator, dead):
    task = put("FAILED", turns=5)
    client.post(f"/beheer/post/{dead.pk}/opnieuw/")
    client.post(f"/beheer/taak/{task.pk}/opnieuw/")
    dead.refresh_from_db()
    task.refresh_from_db()
    assert (dead.failed_at, task.status) == (None, "READY")

    Outgoing.objects.update(failed_at=timezone.now())
    lost = put("FAILED", turns=5)
    client.post(f"/beheer/post/{dead.pk}/weg/")
    client.post(f"/beheer/taak/{lost.pk}/weg/")
    assert not Outgoing.objects.exists()
    assert type(task).objects.count() == 1


def test_the_timetable_shows_what_keeps_failing_first(client, operator):
    name = next(iter(chores.CHORES))
    worrying = {"failures": WORRYING, "error": "OSError: disk full"}
    ScheduledRun.objects.create(name=name, **worrying)
    ScheduledRun.objects.create(name="gone.long.ago", **worrying)

    page = client.get(PAGE).content.decode()

    assert "5 keer mislukt" in page
    assert "OSError: disk full" in page
    assert "gone.long.ago" not in page

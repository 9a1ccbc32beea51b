"""A parent reads a text of the school aloud; it is heard when the school listened first."""

import pytest
from django.urls import reverse

from cms.models import Reading, Sound, State
from tests.factories import make_theme
from tests.recordings import voice


@pytest.fixture
def theme(schools):
    return make_theme(schools.lindeboom)


@pytest.fixture
def read(client, cast, theme):
    """Samira read it in Arabic."""
    client.force_login(cast.samira)
    address = reverse("schools:record", args=["de-lindeboom", theme.pk])
    answer = client.post(address, {"language": "ar", "files": voice()})
    assert answer.status_code == 302, answer.text
    client.logout()
    return Reading.objects.get()


def heard_by(client, cast, names, sound):
    def hears(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(sound.get_absolute_url()).status_code == 200

    return names(hears)


def test_it_is_heard_by_who_sent_it_and_by_the_school_until_somebody_listened(
    client, cast, names, theme, read
):
    sound = Sound.objects.get()
    assert heard_by(client, cast, names, sound) == {"samira", "karin", "beheer"}

    read.accept(by=cast.karin)

    assert "visitor" in heard_by(client, cast, names, sound)
    client.logout()
    text = client.get(theme.address).text
    assert sound.get_absolute_url() in text
    assert "Voorgelezen door een ouder (Arabisch)" in text
    assert "Samira" not in text


def test_it_is_gone_with_the_page(client, cast, names, theme, read):
    read.accept(by=cast.karin)
    theme.unpublish()

    assert "visitor" not in heard_by(client, cast, names, Sound.objects.get())


def test_what_was_refused_is_not_heard(client, cast, theme, read):
    read.refuse("De wind waait te hard.", by=cast.karin)

    assert client.get(Sound.objects.get().get_absolute_url()).status_code == 404
    assert Reading.objects.on(theme) == []


@pytest.mark.parametrize(
    ("size", "state"),
    [("minor", State.UP_TO_DATE), ("medium", State.NEEDS_UPDATE), ("major", State.OUTDATED)],
)
def test_it_is_marked_when_the_text_changed_after_it(client, cast, theme, read, size, state):
    read.accept(by=cast.karin)
    theme.intro, theme.change_size = "Elf minuten is beter.", size
    theme.save_revision().publish()

    assert read.state == state
    is_marked = "De tekst is daarna veranderd" in client.get(theme.address).text
    assert is_marked == (state != State.UP_TO_DATE)


def test_the_newest_of_each_language_is_heard(client, cast, theme, read):
    read.accept(by=cast.karin)
    client.force_login(cast.fatima)
    address = reverse("schools:record", args=["de-lindeboom", theme.pk])
    client.post(address, {"language": "ar", "files": voice()})
    client.post(address, {"language": "tr", "files": voice()})
    for reading in Reading.objects.to_judge(cast.karin):
        reading.accept(by=cast.karin)

    assert [(one.language, one.by) for one in Reading.objects.on(theme)] == [
        ("ar", cast.fatima),
        ("tr", cast.fatima),
    ]


def test_without_a_recording_the_form_says_what_to_do(client, cast, theme):
    client.force_login(cast.samira)
    address = reverse("schools:record", args=["de-lindeboom", theme.pk])

    answer = client.post(address, {"language": "ar"})

    assert answer.status_code == 422
    assert "Druk op de microfoon" in answer.text

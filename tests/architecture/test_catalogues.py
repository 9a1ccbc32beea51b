"""Every sentence exists in every language, with the same places to fill in."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from community.languages import installed_languages
from tests.architecture.messages import messages

CATALOGUES = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def wanted():
    return messages()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_complete_and_holds_nothing_old(path, wanted):
    entries = {
        (entry.msgctxt, entry.msgid, entry.msgid_plural or None): entry
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }
    translated = {key for key, entry in entries.items() if entry.translated()}

    assert {key: wanted[key] for key in set(wanted) - translated} == {}, "not translated"
    assert set(entries) - set(wanted) == set(), "no longer said anywhere"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_the_places_to_fill_in(path):
    for entry in polib.pofile(str(path)):
        said = set(PLACES.findall(entry.msgid + entry.msgid_plural))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not text or set(PLACES.findall(text)) <= said, entry.msgid
        most = max(
            [entry.msgstr, *entry.msgstr_plural.values()], key=lambda t: len(PLACES.findall(t))
        )
        assert set(PLACES.findall(most)) == said, entry.msgid


def test_the_dutch_says_u():
    dutch = polib.pofile(str(CATALOGUES[0].parents[2] / "nl" / "LC_MESSAGES" / "django.po"))
    informal = re.compile(r"\b(jij|jouw|jullie)\b", re.IGNORECASE)
    assert [entry.msgstr for entry in dutch if informal.search(entry.msgstr)] == []


def test_adding_a_language_is_adding_one_catalogue(tmp_path):
    for code in ("nl", "tr"):
        catalogue = tmp_path / code / "LC_MESSAGES" / "django.po"
        catalogue.parent.mkdir(parents=True)
        catalogue.write_text('msgid ""\nmsgstr "Language: tr"\n', encoding="utf-8")

    assert installed_languages(tmp_path) == [
        ("nl", "Nederlands"),
        ("en", "English"),
        ("tr", "Türkçe"),
    ]


def test_catalogues_are_compiled_by_our_own_command(tmp_path, settings):
    source = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Coffee"\nmsgstr "Koffie"\n', encoding="utf-8")
    settings.LOCALE_PATHS = [tmp_path]

    call_command("compile_catalogues")

    assert polib.mofile(str(source.with_suffix(".mo")))[0].msgstr == "Koffie"

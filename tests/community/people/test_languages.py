from django.utils import translation

from community.people.languages import SPOKEN, name, native_name


def test_a_language_has_its_own_name_and_one_for_the_reader():
    with translation.override("en"):
        assert (native_name("tr"), name("tr")) == ("Türkçe", "Turkish")


def test_an_unknown_code_is_shown_as_it_is():
    assert (native_name("xx"), name("xx")) == ("xx", "xx")


def test_no_language_is_there_twice():
    assert len({language.code for language in SPOKEN}) == len(SPOKEN)
    assert len({language.native for language in SPOKEN}) == len(SPOKEN)

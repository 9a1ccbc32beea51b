import pytest
from django.core.exceptions import ValidationError

from community.people.first_names import first_name


@pytest.mark.parametrize(
    "name",
    [
        "Samira",
        "Anne-Marie",
        "Jan Willem",
        "D'Angelo",
        "Noa’h",
        "J.P.",
        "Ömür",
        "Đặng",
        "فاطمة",
        "مُحَمَّد",
        "हर्ष",
        "ፍርቱና",
        "Оксана",
        "小明",
        "Ng",
        "Ö",
    ],
)
def test_names_of_any_script_are_names(name):
    assert first_name(name) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Samira   Nour ", "Samira Nour"),
        ("Sa\u200bmira", "Samira"),
        ("\u202eSamira\u202c", "Samira"),
        ("O\u0308mu\u0308r", "Ömür"),
        ("Samira\nNour", "Samira Nour"),
        ("علی\u200cرضا", "علیرضا"),
    ],
)
def test_names_are_tidied_up(typed, kept):
    assert first_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "Samira 2",
        "samira@voorbeeld.test",
        "https://kwaad.example",
        "www.kwaad.example",
        "kwaad.nl",
        "<b>Samira</b>",
        "Samira 😀",
        "Samira_K",
        "+31612345678",
        "-",
        ".",
        "\u202e",
        "Sam\u0000ira",
        "\u0301\u0301",
        "Sa" + "\u0301" * 9 + "mira",
        "Samira & Co",
    ],
)
def test_what_is_more_than_a_name_is_refused(typed):
    with pytest.raises(ValidationError):
        first_name(typed)

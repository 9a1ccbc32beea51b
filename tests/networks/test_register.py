"""DUO's register: both layouts, real names, repeated codes, schools that come and go."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from networks.models import School, SchoolRegister
from networks.register import LARGEST, NotARegister, Register, website

DATA = Path(__file__).parent / "data"
OLD, NEW = DATA / "old-layout-cp1252.csv", DATA / "new-layout-utf8.csv"
SHIPPED = Path(__file__).parents[2] / "networks" / "data" / "schools-amsterdam-2024-11.csv"
pytestmark = pytest.mark.django_db

HEAD = (
    "PROVINCIE;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;"
    "POSTCODE;PLAATSNAAM;GEMEENTENAAM;ONDERWIJSSOORT"
)
PROVINCES = [
    "Drenthe",
    "Flevoland",
    "Friesland",
    "Gelderland",
    "Groningen",
    "Limburg",
    "Noord-Brabant",
    "Noord-Holland",
    "Overijssel",
    "Utrecht",
    "Zeeland",
    "Zuid-Holland",
]


def row(code, name="De Linde", town="AMSTERDAM", province="Noord-Holland", kind="basisschool"):
    return f"{province};{code[:4]};{code};{name};Straat;1;1093 AB;{town};{town};{kind}"


def csv(*rows, head=HEAD):
    return "\r\n".join([head, *rows, ""]).encode()


def follow(*rows, **options):
    return Register.read(csv(*rows)).follow(source="Proef", published_on=None, **options)


def current_codes():
    return set(School.objects.current().values_list("code", flat=True))


def test_the_older_layout_keeps_its_frisian_names():
    call_command("import_schools", str(OLD))
    assert set(School.objects.filter(province="Friesland").values_list("name", "municipality")) == {
        ("Christelijke Basisschool Wrâldwizer", "NOARDEAST-FRYSLAN"),
        ("De Frije Fûgel", "WAADHOEKE"),
        ("Christelijke Basisschool De Reinbôge", "SUDWEST-FRYSLAN"),
        ("Christelijke Basisschool De Reinbôge", "TYTSJERKSTERADIEL"),
        ("ibs 't Pompeblêd", "DANTUMADIEL"),
        ("Skoalle De Dúnwizer", "OPSTERLAND"),
        ("Bûtensprong", "SUDWEST-FRYSLAN"),
        ("It Bûtenplak", "HEERENVEEN"),
        ("IKC Staetlânsskoalle", "WAADHOEKE"),
        ("sws it Werflân", "SMALLINGERLAND"),
    }
    assert School.objects.count() == 18


def test_a_telephone_number_is_not_kept():
    call_command("import_schools", str(OLD))
    assert b"0123456789" in OLD.read_bytes()
    school = School.objects.get(code="07JQ00")
    assert "0123456789" not in {str(value) for value in vars(school).values()}


def test_the_newer_layout_is_read_and_a_repeated_code_counts_once(capsys):
    call_command("import_schools", str(NEW))
    assert current_codes() == {"02AN01", "32EU00", "19BW00", "17YS23", "02AR01", "02AP05"}
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert "6" in said[0]
    assert said[1].startswith("2 ")


def test_the_last_row_of_a_repeated_code_wins():
    follow(row("01AA00", "Eerst"), row("01BB00"), row("01AA00", "Laatst"))
    assert School.objects.get(code="01AA00").name == "Laatst"


def test_the_shipped_file_of_amsterdam_holds_333_schools():
    call_command("import_schools", str(SHIPPED), date=date(2024, 11, 22))
    assert School.objects.count() == 333
    assert set(School.objects.values_list("municipality", flat=True)) == {"AMSTERDAM"}
    register = SchoolRegister.objects.get()
    assert (register.source, register.rows) == ("DUO, open onderwijsdata", 333)
    assert register.published_on == date(2024, 11, 22)


def test_reading_again_updates_and_adds_nothing():
    first = follow(row("01AA00", "Oude naam"), row("01BB00"))
    keys = dict(School.objects.values_list("code", "pk"))
    second = follow(row("01AA00", "Nieuwe naam"), row("01BB00"))
    assert (first.new, first.known, second.new, second.known) == (2, 0, 0, 2)
    assert dict(School.objects.values_list("code", "pk")) == keys
    assert School.objects.get(code="01AA00").name == "Nieuwe naam"
    assert [s.code for s in School.objects.matching("nieuwe naam")] == ["01AA00"]


def test_a_column_that_is_not_there_leaves_what_we_knew():
    follow(row("01AA00", kind="SBAO"))
    without = [";".join(line.split(";")[:-1]) for line in (HEAD, row("01AA00", "Anders"))]
    Register.read(csv(without[1], head=without[0])).follow(source="x", published_on=None)
    school = School.objects.get()
    assert (school.name, school.kind) == ("Anders", "SBAO")


def test_a_school_that_vanished_is_gone_from_its_own_municipality_only():
    follow(row("01AA00"), row("01BB00"), row("02AA00", town="ZAANDAM"))
    outcome = follow(row("01AA00"))
    assert outcome.vanished == 1
    assert current_codes() == {"01AA00", "02AA00"}


def test_a_nationwide_file_covers_every_municipality():
    nationwide = [row(f"{10 + n}AA00", town=p, province=p) for n, p in enumerate(PROVINCES)]
    follow(*nationwide, row("02AA00", town="ZAANDAM"))
    follow(*nationwide)
    assert not School.objects.current().filter(code="02AA00").exists()


def test_a_file_of_one_kind_of_school_says_nothing_about_another():
    follow(row("01AA00"), row("01BB00", kind="VWO"))
    follow(row("01CC00"))
    assert current_codes() == {"01BB00", "01CC00"}


def test_a_vanished_school_comes_back():
    follow(row("01AA00"), row("01BB00"))
    follow(row("01AA00"))
    outcome = follow(row("01AA00"), row("01BB00"))
    assert outcome.returned == 1
    assert current_codes() == {"01AA00", "01BB00"}


def test_a_school_with_a_network_and_an_invented_one_never_vanish(cast):
    school = cast.lindeboom.school
    School.objects.filter(pk=school.pk).update(municipality="AMSTERDAM")
    invented = School(code="98ZZ01", name="Verzonnen", municipality="AMSTERDAM", is_fictional=True)
    invented.save()
    follow(row("01AA00"))
    assert current_codes() >= {school.code, "98ZZ01"}


def test_too_many_missing_schools_are_not_believed_unless_told_so():
    many = [row(f"{n}AA00") for n in range(10, 50)]
    follow(*many)
    outcome = follow(*many[:20])
    assert (outcome.vanished, outcome.doubtful) == (0, 20)
    assert School.objects.current().count() == 40
    assert follow(*many[:20], believe=True).vanished == 20


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04\x00\x00\x00", "text file"),
        ("naam;plaats".encode("utf-16"), "text file"),
        (b"\x81\x8d\x8f", "text file"),
        (b"<!doctype html><html></html>", "CSV"),
        (b"x" * (LARGEST + 1), "50 MB"),
        (csv(head="NAAM;POSTCODE"), "VESTIGINGSCODE, VESTIGINGSNAAM, STRAATNAAM"),
        (csv(), "no schools"),
        (csv(row("01AA00"), row("1A")), "Row 3"),
        (csv(row("01AA00", name="")), "Row 2"),
        (csv(row("01AA00", name="x" * 151)), "151"),
        (csv(row("01AA00") + ";een te veel"), "11"),
        (csv(row("01AA00"), "01BB00;te kort"), "2"),
        (csv('"nooit gesloten;' + row("01AA00")), "Row"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(data, names, settings):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(NotARegister, match=names):
        Register.read(data)


def test_one_broken_row_far_down_changes_nothing(tmp_path):
    follow(row("01AA00", "Zoals het was"))
    rows = [row(f"{n // 100:02}A{chr(65 + n // 10 % 10)}{n % 10:02}") for n in range(8000)]
    path = tmp_path / "scholen.csv"
    path.write_bytes(csv(row("01AA00", "Anders"), *rows, "kapot"))
    with pytest.raises(CommandError, match="8003"):
        call_command("import_schools", str(path))
    assert list(School.objects.values_list("name", flat=True)) == ["Zoals het was"]
    assert SchoolRegister.objects.count() == 1


def test_a_database_that_refuses_halfway_keeps_everything_as_it_was():
    follow(row("01AA00", "Zoals het was"))
    register = Register.read(csv(row("01AA00", "Anders"), row("01BB00")))
    with pytest.raises(TypeError):
        register.follow(source="x", published_on=object())
    assert list(School.objects.values_list("name", flat=True)) == ["Zoals het was"]


def test_an_address_or_file_that_gives_nothing_is_an_error_in_words():
    for location in ("http://127.0.0.1:9/scholen.csv", "/bestaat/niet.csv"):
        with pytest.raises(CommandError):
            call_command("import_schools", location)
    assert not School.objects.exists()


def test_an_address_that_answers_404_is_an_error_in_words(live_server):
    with pytest.raises(CommandError):
        call_command("import_schools", f"{live_server.url}/k/bestaatniet/")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.school.nl", "https://www.school.nl"),
        ("HTTP://School.nl/wij", "http://School.nl/wij"),
        ("javascript:alert(1)", ""),
        ("ftp://school.nl", ""),
        ("www.school,nl", ""),
        ("www. school.nl", ""),
        ("info@school.nl", ""),
        ("0528266192", ""),
        ('www.school.nl/"><script>', ""),
    ],
)
def test_a_website_is_a_web_address_or_nothing(typed, kept):
    assert website(typed) == kept

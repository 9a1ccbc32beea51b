"""One style sheet goes out, and it is what the many say."""

import re

import pytest
from django.conf import settings as project
from django.core.management import call_command

SHEETS = project.BASE_DIR / "static" / "css"


@pytest.fixture
def sheet(settings, tmp_path):
    """The style sheet as it goes out."""
    settings.STATIC_ROOT = tmp_path
    backend = {"BACKEND": "community.static_files.StaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    for _turn in range(2):  # the second time it finds its own work
        call_command("collectstatic", interactive=False, verbosity=0)
    (hashed,) = (tmp_path / "css").glob("app.*.css")
    return hashed.read_text()


def test_every_sheet_is_in_it_in_its_layer_and_order(sheet):
    contents = (SHEETS / "app.css").read_text()
    imports = re.findall(r'@import url\("(.+?)"\)(?: layer\((\w+)\))?', contents)
    assert len(imports) > 20
    assert "@import" not in sheet
    places = []
    for name, layer in imports:
        text = (SHEETS / name).read_text()
        if "url(" not in text:  # those get other names
            begin = f"@layer {layer} {{\n{text}" if layer else text
            assert sheet.count(begin) == 1, name
            places.append(sheet.index(begin))
    assert places == sorted(places)


def test_what_a_sheet_points_at_is_there(sheet, tmp_path):
    pointed = re.findall(r'url\("\.\./(.+?)"\)', sheet)
    assert len(pointed) >= 5
    assert all((tmp_path / path).is_file() for path in pointed)


def test_what_is_for_paper_stays_for_paper(sheet):
    text = (SHEETS / "print.css").read_text()
    assert f"@media print {{\n@layer utilities {{\n{text}}}}}" in sheet

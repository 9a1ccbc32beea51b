"""A translation is a page beside its source and knows how old it is."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cms.models import Change, State, ThemePage
from cms.panels import ThemesPanel
from networks.panels import PANELS
from tests.factories import make_theme


@pytest.fixture
def theme(schools):
    theme = make_theme(schools.lindeboom, "Lezen")
    theme.save_revision().publish()
    return ThemePage.objects.get(pk=theme.pk)


@pytest.fixture
def arabic(cast, theme):
    made = theme.translation_into("ar", by=cast.karin)
    made.title, made.intro = "القراءة", "عشر دقائق تكفي."
    made.save_revision(user=cast.karin).publish()
    return ThemePage.objects.get(pk=made.pk)


def change(theme, size):
    theme.intro, theme.change_size = f"Anders: {size}", size
    theme.save_revision().publish()


def test_it_begins_as_a_draft_in_the_words_of_the_source(cast, schools, theme):
    made = theme.translation_into("ar", by=cast.karin)

    assert (made.live, made.language, made.intro) == (False, "ar", theme.intro)
    assert made.get_parent().pk == schools.lindeboom.pk
    assert theme.translation_into("ar", by=cast.karin).pk == made.pk


def test_the_states_of_all_languages(theme, arabic):
    states = {one.code: state for one, state, _made in theme.languages()}

    assert states["ar"] == State.UP_TO_DATE
    assert {states[code] for code in ("tr", "en", "pl", "uk", "ti")} == {State.NONE}
    assert "nl" not in states


def test_it_is_read_from_the_side_of_its_language(client, theme, arabic):
    assert '<h1 lang="ar" dir="rtl">القراءة</h1>' in client.get(arabic.address).text
    assert '<h1 lang="nl" dir="ltr">Lezen</h1>' in client.get(theme.address).text


@pytest.mark.parametrize(
    ("sizes", "state"),
    [
        (["minor"], State.UP_TO_DATE),
        (["medium", "minor"], State.NEEDS_UPDATE),
        (["medium", "major", "minor"], State.OUTDATED),
    ],
)
def test_how_old_it_is_follows_from_the_changes_of_the_source(theme, arabic, sizes, state):
    for size in sizes:
        change(theme, size)

    assert arabic.state == state


def test_publishing_the_translation_again_makes_it_right(theme, arabic):
    change(theme, "major")
    arabic.save_revision().publish()

    assert ThemePage.objects.get(pk=arabic.pk).state == State.UP_TO_DATE


def test_changes_of_a_translation_are_no_changes_of_the_source(theme, arabic):
    before = Change.objects.count()
    change(arabic, "major")

    assert Change.objects.count() == before


def test_its_page_says_in_words_that_it_is_old_and_leads_to_the_source(client, theme, arabic):
    assert f'href="{theme.address}"' in client.get(arabic.address).text
    change(theme, "major")

    text = client.get(arabic.address).text
    assert "De Nederlandse tekst is na deze vertaling veel veranderd." in text
    assert 'lang="ar"' in text


def test_lists_show_each_theme_once_in_the_language_of_the_screen(cast, schools, theme, arabic):
    panel = next(panel for panel in PANELS if isinstance(panel, ThemesPanel))

    def shown(language):
        with translation.override(language):
            facts = panel.facts(cast.lindeboom, cast.samira)
            return [one.title for one in facts["themes"]]

    assert shown("nl") == ["Lezen"]
    assert shown("ar") == ["القراءة"]
    assert shown("tr") == ["Lezen"]


def test_dates_and_conversations_belong_to_every_language(theme, arabic):
    assert arabic.subject_key == theme.subject_key


def test_a_translation_goes_away_with_its_source(theme, arabic):
    theme.delete()

    assert not ThemePage.objects.exists()


def test_an_editor_begins_one_with_a_button(client, cast, theme):
    client.force_login(cast.karin)
    address = reverse("cms_translate", args=[theme.pk])
    assert "is er niet" in client.get(address).text

    answer = client.post(address, {"language": "tr"})

    made = ThemePage.objects.get(language="tr")
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])


def test_an_editor_of_another_school_finds_no_languages(client, cast, theme):
    client.force_login(cast.ruud)

    assert client.get(reverse("cms_translate", args=[theme.pk])).status_code == 404


@pytest.fixture
def arabic_words(cast, schools):
    schools.lindeboom.intro = "Welkom op school."
    schools.lindeboom.save_revision().publish()
    made = schools.lindeboom.translation_into("ar", by=cast.karin)
    assert (made.live, made.intro) == (False, "Welkom op school.")
    made.intro = "أهلاً بكم في المدرسة."
    made.save_revision(user=cast.karin).publish()
    return made


def test_the_page_of_a_school_says_its_words_in_the_language_of_the_screen(
    client, cast, schools, arabic_words
):
    english = schools.lindeboom.translation_into("en", by=cast.karin)
    english.intro = "Welcome at our school."
    english.save_revision(user=cast.karin).publish()

    def says(address, words):
        return f'<p class="on-u-l">{words}</p>' in client.get(address).text

    assert says(schools.lindeboom.address, "Welkom op school.")
    assert says(arabic_words.address, "أهلاً بكم في المدرسة.")
    assert 'lang="ar" dir="rtl"><p class="on-u-l">' in client.get(arabic_words.address).text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert says(schools.lindeboom.address, "Welcome at our school.")


def test_the_words_of_a_school_know_how_old_they_are(client, schools, arabic_words):
    portal = type(schools.lindeboom).objects.get(pk=schools.lindeboom.pk)
    assert {one.code: state for one, state, _made in portal.languages()}["ar"] == "up_to_date"
    change(portal, "major")

    assert {one.code: state for one, state, _made in portal.languages()}["ar"] == "outdated"
    text = client.get(arabic_words.address).text
    assert "De Nederlandse tekst is na deze vertaling veel veranderd." in text


def test_a_school_is_listed_once_however_many_languages_it_has(client, schools, arabic_words):
    portals = client.get("/scholen/").context["portals"]

    assert sorted(portal.title for portal in portals) == ["De Lindeboom", "Het Kompas"]


def test_an_editor_begins_the_words_of_a_school_with_the_same_button(client, cast, schools):
    client.force_login(cast.karin)
    address = reverse("cms_translate", args=[schools.lindeboom.pk])
    assert "is er niet" in client.get(address).text

    answer = client.post(address, {"language": "tr"})

    made = schools.lindeboom.translations().get()
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert client.get(answer.headers["Location"]).status_code == 200

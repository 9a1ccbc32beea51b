"""How school works, with a drawing that is a list as well."""

import pytest

from cms.models import ExplainerIndexPage, ExplainerPage
from cms.pathway import DRAWINGS


@pytest.fixture
def explainer(db):
    page = ExplainerPage(title="Na groep 8", intro="Zo gaat het.", pathway="after_primary")
    ExplainerIndexPage.objects.get().add_child(instance=page)
    return page


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_way_of_a_drawing_leads_to_its_sentence(client, explainer, name):
    ExplainerPage.objects.update(pathway=name)
    text = client.get(explainer.address).text

    for way in DRAWINGS[name].ways:
        assert f'href="#way-{way.key}"' in text
        assert f'id="way-{way.key}"' in text


def test_a_drawing_is_as_high_as_its_ways():
    heights = {name: drawing.height for name, drawing in DRAWINGS.items()}

    for name, drawing in DRAWINGS.items():
        assert max(row["foot"] for row in drawing.rows) < heights[name]


def test_the_list_shows_what_is_explained(client, explainer):
    assert [page.title for page in client.get("/uitleg/").context["explainers"]] == ["Na groep 8"]


def test_a_page_without_a_drawing_has_none(client, explainer):
    ExplainerPage.objects.update(pathway="")

    assert '<svg class="on-chart"' not in client.get(explainer.address).text

import pytest
from django.template import Context, Template

from community import richtext

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext></p><style><img src onerror=alert(1)></style></math>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_people_is_shown_and_never_run(text):
    html = richtext.render(text)

    assert html.count("<") == 2  # the paragraph around it
    assert "&lt;" in html


def test_paragraphs_and_lines_stay():
    assert richtext.render("een\ntwee\r\n\r\ndrie") == (
        '<p dir="auto">een<br>twee</p><p dir="auto">drie</p>'
    )


def test_links_open_but_vouch_for_nothing():
    html = richtext.render("Zie https://www.jeugdbibliotheek.nl/ en verder")

    assert (
        '<a href="https://www.jeugdbibliotheek.nl/" rel="nofollow ugc noopener">'
        "https://www.jeugdbibliotheek.nl/</a>" in html
    )


@pytest.mark.parametrize(
    "address", ("javascript:1234", "data:text/html,x", "//elders.test/", "ftp://x")
)
def test_only_safe_addresses_become_links(address):
    assert "<a" not in richtext.render(f"kijk {address} nou").replace('<a href="http', "")


def test_too_long_a_text_is_refused_before_it_is_parsed():
    with pytest.raises(ValueError, match="20000 is the most"):
        richtext.render("a" * 20_001)


def test_an_excerpt_is_one_line_cut_at_a_word():
    assert richtext.excerpt("Goede morgen\n\nallemaal samen", 15) == "Goede morgen…"
    assert richtext.excerpt("a" * 30, 10) == "aaaaaaaaa…"


def test_json_for_a_script_cannot_close_it():
    assert richtext.script_json({"a": "</script>&"}) == '{"a": "\\u003c/script\\u003e\\u0026"}'


def test_marked_hits_are_escaped():
    template = Template('{% load finding %}{{ text|marked:"huis" }}')

    html = template.render(Context({"text": "<b>Huiswerk</b> en huis"}))

    assert html == "&lt;b&gt;<mark>Huiswerk</mark>&lt;/b&gt; en <mark>huis</mark>"

import re

import pytest
from django.template import Context, Template
from hypothesis import given, strategies

from community import richtext

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext></p><style><img src onerror=alert(1)></style></math>",
)


@pytest.mark.parametrize("draw", [richtext.render, richtext.render_marked])
@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_people_is_shown_and_never_run(text, draw):
    html = draw(text)

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


@pytest.mark.parametrize("draw", [richtext.render, richtext.render_marked])
def test_too_long_a_text_is_refused_before_it_is_parsed(draw):
    with pytest.raises(ValueError, match="10000 is the most"):
        draw("a" * 20_001)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("een **twee**", '<p dir="auto">een <strong>twee</strong></p>'),
        ("een _twee_\ndrie", '<p dir="auto">een <em>twee</em><br>\ndrie</p>'),
        ("snake_case_woord", '<p dir="auto">snake_case_woord</p>'),
        ("# kop `code`", '<p dir="auto"># kop `code`</p>'),
        ("3\\. geen lijst", '<p dir="auto">3. geen lijst</p>'),
    ],
)
def test_a_few_marks_are_drawn_and_the_rest_stays_as_typed(text, html):
    assert richtext.render_marked(text) == html


def test_lists_and_quotes_turn_with_their_language():
    html = richtext.render_marked("- jas\n- مطر\n\n12. twaalf\n\n> citaat").replace("\n", "")
    assert html == (
        '<ul><li dir="auto">jas</li><li dir="auto">مطر</li></ul>'
        '<ol start="12"><li dir="auto">twaalf</li></ol>'
        '<blockquote dir="auto"><p dir="auto">citaat</p></blockquote>'
    )


def test_words_lead_to_pages_of_our_own_and_elsewhere_is_shown():
    inside = richtext.render_marked("[Bekijk](/netwerk/a/gesprekken/1-b/?bericht=2#post-2)")
    assert 'href="/netwerk/a/gesprekken/1-b/?bericht=2#post-2"' in inside
    for address in ("https://nep.test/", "//nep.test/", "javascript:alert(1)"):
        html = richtext.render_marked(f"[Uw school]({address})")
        assert "Uw school</a>" not in html
        assert "javascript:alert" not in html or "href" not in html


@pytest.mark.parametrize(
    "sign", [">", "*", "_", "[", "![", "- ", "1. ", "> - ", "\\", "[a](", "**a "]
)
def test_heaps_of_marks_come_out_as_safe_text(sign):
    """Each within what a page may take; a bench measures how long (``bench/RESULTS.md``)."""
    html = richtext.render_marked(sign * (5000 // len(sign)))
    assert "<script" not in html
    assert html.count("<blockquote") <= 8


def test_a_gist_says_what_is_new_in_few_words():
    text = "> Wie heeft een jas?\n\n**Ik** heb:\n- een jas\n- _een_ snake_case_muts"
    assert richtext.gist(text) == "Ik heb: een jas een snake_case_muts"
    assert richtext.gist("> alleen een citaat") == "> alleen een citaat"


def test_an_excerpt_is_one_line_cut_at_a_word():
    assert richtext.excerpt("Goede morgen\n\nallemaal samen", 15) == "Goede morgen…"
    assert richtext.excerpt("a" * 30, 10) == "aaaaaaaaa…"


def test_json_for_a_script_cannot_close_it():
    assert richtext.script_json({"a": "</script>&"}) == '{"a": "\\u003c/script\\u003e\\u0026"}'


def test_marked_hits_are_escaped():
    template = Template('{% load finding %}{{ text|marked:"huis" }}')

    html = template.render(Context({"text": "<b>Huiswerk</b> en huis"}))

    assert html == "&lt;b&gt;<mark>Huiswerk</mark>&lt;/b&gt; en <mark>huis</mark>"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zie https://ons.test/a-b/ om acht uur", '<p dir="auto">Zie  om acht uur</p>'),
        ("https://ons.test/a-b/", ""),
        ("Zie https://ons.nl/a-b/ om acht uur", '<p dir="auto">Zie  om acht uur</p>'),
        ("https://ons.nl/a-b/c/", None),
        ("https://ons.nl/x?to=/a-b/", None),
        ("Kom:\n\nhttps://ons.test/a-b/", '<p dir="auto">Kom:</p>'),
        ("https://ons.test/a-b/c/", None),
        ("https://ons.test/x?to=/a-b/", None),
        ("https://ons.test/a.b/", None),
    ],
)
def test_only_the_link_that_is_shown_some_other_way_is_left_out(text, left):
    html = richtext.render(text)
    assert richtext.without_link(html, "/a-b/") == (html if left is None else left)


@given(
    strategies.text(strategies.characters(codec="ascii", exclude_categories=["Cc"]), max_size=40)
)
def test_the_short_way_says_what_the_long_one_does(text):
    with pytest.MonkeyPatch.context() as long:
        long.setattr(richtext, "HARMLESS", re.compile("(?!)"))
        expected = richtext.render(text)
    assert richtext.render(text) == expected

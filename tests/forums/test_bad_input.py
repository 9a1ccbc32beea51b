"""What people paste, on purpose or not: nothing runs, nothing breaks, nothing is lost."""

from html.parser import HTMLParser
from itertools import product
from urllib.parse import quote

import pytest
from django.core.cache import cache

from forums.models import FeedKey, Post
from tests.factories import make_topic

HOME = "/netwerk/de-lindeboom/gesprekken/"
DEEDS = ("alert(1)", "alert`1`", "fetch('//kwaad.test')")
CARRIERS = (
    *("<script>{}</script>", "<ScRiPt >{}</sCrIpT>", "<img src=x onerror={}>", "<svg/onload={}>"),
    *("<a href='javascript:{}'>klik</a>", "<iframe srcdoc='<script>{}</script>'>"),
    *("<body onload={}>", "<details open ontoggle={}>", "<math><mi xlink:href='data:x,{}'>"),
    *("<style>@import 'javascript:{}'</style>", "<!--><img src=x onerror={}>-->"),
    *("\"'><script>{}</script>", "</textarea><script>{}</script>", "</title><script>{}</script>"),
    *("[klik](javascript:{})", "[klik](JaVaScRiPt:{})", "[klik](data:text/html,<script>{})"),
    *("[klik](/\\kwaad.test/{})", "[klik](//kwaad.test/{})", "![x](javascript:{})"),
    *("<javascript:{}>", "> <b onclick={}>", "- <script>{}</script>", "**<script>{}**</script>"),
    *('http://x.test/"onmouseover={}//', "https://x.test/'><script>{}</script>"),
    *("{{{{{}}}}}", "{{% include '{}' %}}", "`<script>{}</script>`", "&lt;script&gt;{}"),
    *("\u003cscript\u003e{}", "<scr\0ipt>{}</script>", "<a\u00a0onclick={}>x", "＜script＞{}"),
)
ODD = (
    *("\0", "a\0b", "\x1b[31mrood", "\u202egnorts", "\u2066\u2069", "\ufeff", "\u200b" * 50),
    *("é" * 60, "e" + "\u0301" * 400, "👨‍👩‍👧‍👦" * 30, "𝕳𝖆𝖑𝖑𝖔", "ﷺ" * 40, "\U0010ffff", "İıßẞ"),
    *("مرحبا، كيف الحال؟", "‏שלום", "ไทย", "नमस्ते", "ኣሰላም", "日本語", "ꦲꦤ"),
    *("'; DROP TABLE forums_post; --", '" OR ""="', "%s %(x)s %d %%", "{0} {x!r}", "${jndi:x}"),
    *("=1+1", "@SUM(A1)", "a\r\nBcc: x@y.test", "a\u2028b\u2029c\x85d", "\t\t\t", "." * 400),
    *("w" * 4000, "-" * 4000, "[" * 2000, "> " * 2000, "1. " * 1500, "@" * 3000, "&" * 3000),
    *("CON", "null", "undefined", "NaN", "true", "-1", "1e309", "../../etc/passwd", "<" * 999),
)


class Reader(HTMLParser):
    """Collects what a page would run, and where its links lead."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.runs, self.leads = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "script" and not ("nonce" in facts or "src" in facts):
            self.runs.append(self.get_starttag_text())
        deeds = {name for name in facts if name.startswith("on")} - {"on"}  # which is ours
        self.runs += [*deeds, *({"srcdoc"} & facts.keys())]
        self.leads += [facts[name] or "" for name in ("href", "src", "action") if name in facts]
        if tag in ("iframe", "object", "embed", "base") or "http-equiv" in facts:
            self.runs.append(tag)


def is_harmless(html):
    page = Reader(html)
    led = {lead for lead in page.leads if lead.strip().lower().startswith(("javascript", "data"))}
    own = {lead for lead in page.leads if lead.startswith(("//", "/\\"))}
    return not (page.runs or led or own)


@pytest.fixture
def full(cast, forum):
    """A conversation with all of it in its answers, and some in its title."""
    title = "</title><script>alert(1)</script>"
    topic = make_topic(forum, cast.samira, title=title, text="<b onclick=alert(1)>Hallo")
    for carrier, deed in product(CARRIERS, DEEDS):
        text = carrier.format(deed).replace("\0", "")  # which no form lets through
        topic.reply(text, by=cast.emre)
    topic.summarise("<img src=x onerror=alert(1)> [klik](javascript:alert(1))", by=cast.fatima)
    return topic


@pytest.mark.parametrize("carrier", CARRIERS[:8])
def test_these_tests_see_what_runs(carrier):
    assert not is_harmless(f"<p>{carrier.format('alert(1)')}</p>")


def test_nothing_of_it_runs_on_any_page_that_shows_it(cast, full, visit, client):
    pages = len(CARRIERS) * len(DEEDS) // 20 + 1
    doors = [
        *(f"{full.get_absolute_url()}?pagina={number}" for number in range(1, pages + 1)),
        *(f"{full.get_absolute_url()}?citeer={post.pk}" for post in full.posts.all()[:40:4]),
        *(HOME, f"{HOME}?van=1", "/netwerk/de-lindeboom/", "/zoeken/?q=script", "/ik/meldingen/"),
        *(f"/zoeken/?q={quote(carrier.format('x')[:90])}" for carrier in CARRIERS[:20]),
    ]
    hurt = [door for door in doors if not is_harmless(visit(cast.fatima, door).content.decode())]
    assert hurt == []
    feed = client.get(FeedKey.objects.renew(by=cast.emre).path_of(cast.lindeboom))
    assert b"<script" not in feed.content


def test_the_forms_that_come_back_show_it_as_typed(cast, topic, post):
    for carrier in CARRIERS:
        cache.clear()
        typed = carrier.format("alert(1)")
        answer = post(cast.emre, f"{topic.get_absolute_url()}antwoord/", text=typed + "x" * 5000)
        assert answer.status_code == 422
        assert is_harmless(answer.content.decode()), typed


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text)[:20])
def test_odd_text_is_taken_or_refused_in_words_and_breaks_no_page(cast, topic, visit, post, text):
    sent = post(cast.emre, f"{topic.get_absolute_url()}antwoord/", text=text)
    assert sent.status_code in (302, 422)
    begun = {"title": text[:100], "text": text, "kind": "talk", "forum": topic.forum_id}
    assert post(cast.naima, f"{HOME}nieuw/", **begun).status_code in (302, 422)
    assert post(cast.samira, topic.first.versions_url.replace("geschiedenis", "verander"),
                text=text, title=text[:100]).status_code in (302, 422)  # fmt: skip

    doors = [HOME, topic.get_absolute_url(), f"/zoeken/?q={quote(text[:90])}"]
    doors += [post.get_absolute_url() for post in Post.objects.filter(author=cast.naima)]
    assert {visit(cast.fatima, door).status_code for door in doors} <= {200, 302, 422}
    feed = visit.client.get(FeedKey.objects.renew(by=cast.emre).path_of(cast.lindeboom))
    assert feed.status_code == 200


@pytest.mark.parametrize("value", ["0", "-1", "1e9", "٣", "9" * 30, "%00", "x", "1;2", "[]", "💥"])
@pytest.mark.parametrize("name", ["pagina", "na", "bericht", "citeer", "forum", "van", "toon", "q"])
def test_an_address_with_nonsense_is_a_page(cast, topic, visit, name, value):
    doors = [HOME, topic.get_absolute_url(), f"{HOME}nieuw/", f"{HOME}concept/", "/zoeken/"]
    answers = {visit(cast.samira, f"{door}?{name}={quote(value)}").status_code for door in doors}
    assert answers <= {200, 302, 404, 422}

"""What the invented school has published, as its own editor would have."""

from datetime import timedelta

from django.utils import timezone

from cms import explaining
from cms.composing import offered
from cms.models import (
    BoardPage,
    HomePage,
    Newsletter,
    NewsPage,
    PlanPage,
    PracticeIndexPage,
    PracticePage,
    ProtocolPage,
    Suggestion,
    ThemePage,
)
from cms.portal import open_portal


def load(school, content, *, editor, by):
    """``content`` has the keys of ``school.toml``."""
    page = open_portal(school, by=by, editors=[editor])
    written = content["school"]
    page.intro = written["intro"]
    for name in ("phone", "phone_hours", "directions", "school_hours"):
        setattr(page, name, written[name])
    page.contacts = [("person", contact) for contact in content["contact"]]
    page.promises = [("line", line) for line in content["promises"]]
    page.expects = [("line", line) for line in content["expects"]]
    page.complaint = [("step", step) for step in content["complaint"]]
    page.save_revision(user=editor).publish(user=editor)
    for theme in content["theme"]:
        _theme(page, theme, editor)
    _arabic(content["arabic"], editor)
    for message in content["news"]:
        _news(page, message, editor)
    _laid_down(page, content, editor)


def load_site(practices, voices, *, by):
    """What is no school's: explanations, practice cards and what parents say on the front door."""
    explaining.load(by=by, live=True)
    home = HomePage.objects.get()
    home.voices = [("voice", voice) for voice in voices]
    home.save_revision(user=by).publish(user=by)
    index = PracticeIndexPage.objects.get()
    for card in practices:
        steps = [("line", step) for step in card.pop("steps", ())]
        _publish(index, PracticePage(**card, steps=steps), by)


def load_post(network, *, moderator, parent):
    """A letter that went out, and a suggestion that waits for the school."""
    page = network.school.portal
    items = [item.key for item in offered([network], moderator)][:4]
    Newsletter.objects.create(
        network=network,
        by=moderator,
        title="Nieuws van De Lindeboom",
        greeting="Goedemorgen. Dit is er deze maand.",
        closing="Vragen? Bel een contact-ouder.",
        items=items,
        send_at=timezone.now() - timedelta(days=3),
        sent_at=timezone.now() - timedelta(days=3),
    )
    facts = {"portal": page, "network": network, "by": parent}
    why = "De deur aan de straat is dicht sinds de zomer."
    changes = {"directions": "De groene deur op het schoolplein"}
    Suggestion.objects.change(page, changes, why=why, **facts)


def _theme(page, written, editor):
    text = [
        ("text", {"heading": part["heading"], "text": part["text"]}) for part in written["body"]
    ]
    theme = ThemePage(
        title=written["title"],
        slug=written["slug"],
        teaser=written["teaser"],
        intro=written["intro"],
        icon=written["icon"],
        tone=written["tone"],
        owner=editor,
        body=[*text, ("questions", {"questions": written["questions"]})],
    )
    _publish(page, theme, editor)


def _arabic(written, editor):
    """One theme in another language, as a parent who teaches Arabic wrote it."""
    page = ThemePage.objects.get(slug=written["slug"]).translation_into("ar", by=editor)
    page.title, page.teaser, page.intro = (written[name] for name in ("title", "teaser", "intro"))
    page.body = [("text", {"heading": written["heading"], "text": written["text"]})]
    page.save_revision(user=editor).publish(user=editor)


def _news(page, written, editor):
    title = written["title"]
    body = [("text", {"heading": title, "text": f"<p>{written['text']}</p>"})]
    slug = f"nieuws-{title.split()[-1].lower()}"
    by_parents = written["by_parents"]
    news = NewsPage(
        title=title, slug=slug, intro=written["intro"], body=body, by_parents=by_parents
    )
    _publish(page, news, editor)


def _laid_down(page, content, editor):
    plan, protocol = dict(content["plan"]), dict(content["protocol"])
    goals = [("goal", _goal(dict(goal))) for goal in plan.pop("goal")]
    _publish(page, PlanPage(**plan, goals=goals), editor)
    _publish(page, BoardPage(**content["board"]), editor)
    later, what_changed = protocol.pop("later"), protocol.pop("what_changed")
    rules = ProtocolPage(**protocol)
    _publish(page, rules, editor)
    rules.summary, rules.what_changed = later, what_changed
    rules.save_revision(user=editor).publish(user=editor)


def _goal(written):
    evaluate_on = timezone.localdate() + timedelta(days=written.pop("days"))
    activities = [{"day": None, **activity} for activity in written.pop("activities")]
    return {**written, "evaluate_on": evaluate_on, "activities": activities}


def _publish(parent, page, editor):
    page.owner = editor
    parent.add_child(instance=page)
    page.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)

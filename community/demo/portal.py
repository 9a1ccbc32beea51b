"""What the invented school has published, as its own editor would have."""

from cms.models import ThemePage
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
    page.add_child(instance=theme)
    theme.save_revision(user=editor).publish(user=editor)

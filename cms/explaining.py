"""The explanations that come with the site, for editors to check and publish."""

import tomllib
from pathlib import Path

from cms.models import ExplainerIndexPage, ExplainerPage

CONTENT = Path(__file__).parent / "data" / "explainers.toml"


def load(*, by=None, live=False):
    """Put those that are not there yet below their list, as drafts; returns how many."""
    index = ExplainerIndexPage.objects.get()
    known = set(index.get_children().values_list("slug", flat=True))
    written = tomllib.loads(CONTENT.read_text(encoding="utf-8"))["explainer"]
    new = [one for one in written if one["slug"] not in known]
    for one in new:
        body = [("text", part) for part in one.pop("text")]
        page = ExplainerPage(**one, body=body, owner=by, live=live)
        index.add_child(instance=page)
        revision = page.save_revision(user=by)
        if live:
            revision.publish(user=by, skip_permission_checks=True)
    return len(new)

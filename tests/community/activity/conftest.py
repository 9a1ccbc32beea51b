from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.activity.telling import tell_due
from community.mail.models import Outgoing
from community.mail.sending import send_due
from tests.factories import make_forum, make_topic


@pytest.fixture
def forum(cast):
    """Parents only, in De Lindeboom."""
    return make_forum(cast.lindeboom)


@pytest.fixture
def topic(cast, forum):
    """Samira's question among parents."""
    return make_topic(forum, cast.samira, kind="question")


@pytest.fixture
def happen(django_capture_on_commit_callbacks):
    """``happen(action)``: let it be done, and told to the trays."""

    def do(action):
        with django_capture_on_commit_callbacks(execute=True):
            return action()

    return do


@pytest.fixture
def post_comes():
    """``post_comes(minutes=5)``: the letters that leave that much later, by who gets them."""

    def later(**passed):
        mail.outbox.clear()
        tell_due(at=timezone.now() + timedelta(**passed or {"minutes": 5}))
        Outgoing.objects.under_way().update(due_at=timezone.now())
        send_due()
        found = {}
        for letter in mail.outbox:
            found.setdefault(letter.to[0].partition("@")[0], []).append(letter)
        return found

    return later

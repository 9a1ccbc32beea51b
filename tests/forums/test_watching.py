"""Following and muting: who hears of an answer, and what counts as news."""

import pytest
from django.urls import reverse

from forums.models import Topic, Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch(post):
    def choose(person, topic, level):
        return post(
            person,
            reverse("forums:watch", args=[topic.network.slug, topic.pk, topic.slug]),
            level=level,
        )

    return choose


def heard(cast):
    return {
        name
        for name in ("samira", "fatima", "emre", "naima", "marieke", "amal")
        if getattr(cast, name).notifications.filter(kind="forums.replied").exists()
    }


def test_followers_hear_of_an_answer_and_who_muted_it_does_not(
    cast, topic, watch, django_capture_on_commit_callbacks
):
    topic.reply("Ik heb er een.", by=cast.emre)
    watch(cast.marieke, topic, "follow")
    watch(cast.emre, topic, "mute")
    with django_capture_on_commit_callbacks(execute=True):
        topic.reply("Ik ook.", by=cast.naima)
    assert heard(cast) == {"samira", "marieke"}


def test_who_lost_sight_of_it_hears_nothing_though_they_follow(
    cast, topic, watch, django_capture_on_commit_callbacks
):
    watch(cast.marieke, topic, "follow")
    cast.lindeboom.membership_of(cast.marieke).end(by=cast.marieke)
    with django_capture_on_commit_callbacks(execute=True):
        topic.reply("Ik ook.", by=cast.naima)
    assert heard(cast) == {"samira"}
    assert watch(cast.bart, topic, "follow").status_code == 404


def test_what_is_muted_is_no_news(cast, topic, watch):
    def news(person):
        return list(Topic.objects.visible_to(person).with_news_for(person).unread())

    topic.reply("Ik heb er een.", by=cast.naima)
    assert news(cast.emre) == [topic]
    watch(cast.emre, topic, "mute")
    assert (news(cast.emre), news(cast.marieke)) == ([], [topic])
    watch(cast.emre, topic, "")
    assert news(cast.emre) == [topic]


def test_chosen_twice_is_chosen_once_and_nonsense_chooses_nothing(cast, topic, watch):
    for level in ("follow", "follow", "mute", "loud"):
        watch(cast.emre, topic, level)
    assert list(Watch.objects.values_list("person", "level")) == [(cast.emre.pk, "mute")]


def test_lists_of_ones_own_and_of_what_one_follows(cast, topic, forum, watch, visit):
    other = forum.start_topic(title="Zwemles", text="Waar?", by=cast.naima)
    watch(cast.naima, topic, "follow")
    address = reverse("forums:topics", args=[cast.lindeboom.slug])

    def shown(person, choice):
        return visit(person, address, toon=choice).context["shelf"].topics

    assert (shown(cast.naima, "volg"), shown(cast.naima, "mijn")) == ([topic], [other])
    assert (shown(cast.samira, "volg"), shown(cast.samira, "mijn")) == ([], [topic])

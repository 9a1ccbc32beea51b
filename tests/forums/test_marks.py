"""Marks in a text, quotes, what was said in short, and telling of it in the chat."""

import pytest
from django.urls import reverse

from community.access import can
from forums.models import Post, Shift
from tests.factories import make_room, make_topic

LIST = reverse("forums:topics", args=["de-lindeboom"])


def at(name, topic):
    return reverse(f"forums:{name}", args=["de-lindeboom", topic.pk, topic.slug])


def test_marks_are_drawn_on_the_page_and_left_out_in_the_list(cast, topic, visit):
    topic.reply("> Maat 128\n\n**Twee** jassen:\n- een rode\n- een blauwe", by=cast.naima)
    page = visit(cast.emre, topic.get_absolute_url()).content.decode()
    assert "<strong>Twee</strong> jassen:" in page
    assert page.count('<li dir="auto">') == 2
    assert "“Twee jassen: een rode een blauwe”" in visit(cast.emre, LIST).content.decode()


def test_the_box_begins_with_what_one_answers_and_no_name(cast, topic, visit):
    said = topic.reply("Ik heb er **een**.\n\n> oud citaat", by=cast.naima)
    page = visit(cast.emre, f"{topic.get_absolute_url()}?citeer={said.pk}")
    assert page.context["form"].initial["text"] == (
        f"> Ik heb er een.\n> [Lees het hele bericht]({LIST}bericht/{said.pk}/)\n\n"
    )
    assert "data-quote" in page.content.decode()


@pytest.mark.parametrize("state", ["hidden", "taken", "elsewhere"])
def test_what_cannot_be_read_cannot_be_quoted(cast, topic, forum, visit, state):
    said = topic.reply("Kaplaarzen van Daan.", by=cast.naima)
    place = topic.get_absolute_url()
    if state == "hidden":
        said.hide("Naam van een kind.", by=cast.fatima)
    elif state == "taken":
        said.take_back(by=cast.naima)
    else:
        place = make_topic(forum, cast.naima, text="Iets anders.").get_absolute_url()
    page = visit(cast.samira, f"{place}?citeer={said.pk}")
    assert page.context["form"].initial["text"] == ""
    assert "Kaplaarzen" not in page.content.decode()


def test_a_quote_leads_to_the_post_also_after_it_moved(cast, topic, visit, post):
    said = topic.reply("Ik heb er een.", by=cast.naima)
    post(cast.emre, at("reply", topic), text=said.as_quote + "Welke maat?")
    answer = Post.objects.get(author=cast.emre)
    short = f"/netwerk/de-lindeboom/gesprekken/bericht/{said.pk}/"
    assert f'href="{short}"' in answer.html
    moved = Shift.objects.split(topic, [said.pk], title="Jassen", by=cast.fatima).topic
    assert visit(cast.samira, short).url.startswith(moved.get_absolute_url())
    assert visit(cast.karin, short).status_code == 404


def test_a_moderator_says_it_in_short_on_top_of_the_conversation(cast, topic, visit, post):
    post(cast.fatima, at("summarise", topic), text="Er zijn **twee** jassen.")
    page = visit(cast.naima, topic.get_absolute_url()).content.decode()
    assert "Er zijn <strong>twee</strong> jassen." in page
    assert "Geschreven door Fatima, moderator" in page
    post(cast.emre, at("summarise", topic), text="")
    assert "In het kort" not in visit(cast.naima, topic.get_absolute_url()).content.decode()


def test_what_is_in_short_goes_when_the_first_post_goes(cast, topic, visit):
    topic.summarise("Er zijn twee jassen.", by=cast.fatima)
    topic.posts.get().hide("Reclame.", by=cast.fatima)
    assert "twee jassen" not in visit(cast.naima, topic.get_absolute_url()).content.decode()


def test_too_long_is_not_short(cast, topic, post):
    answer = post(cast.fatima, at("summarise", topic), text="a" * 601)
    assert answer.status_code == 422
    assert post(cast.samira, at("summarise", topic), text="Ik.").status_code == 403


def test_moderators_sum_up(cast, topic, names):
    assert names(lambda who: can(who, "forums.rearrange", topic)) == {"fatima", "emre"}


def test_one_tells_of_a_conversation_in_the_chat_without_its_subject(cast, topic, visit):
    room = make_room(cast.lindeboom)
    link = f"/netwerk/de-lindeboom/gesprekken/{topic.pk}-gesprek/"
    page = visit(cast.naima, topic.get_absolute_url()).content.decode()
    chat = reverse("chat:rooms", args=["de-lindeboom"])
    assert f'href="{chat}?deel={link}"' in page

    box = visit(cast.naima, room.get_absolute_url(), deel=link).context["form"]
    assert box.initial["text"].endswith(link)
    assert visit(cast.samira, link).url.startswith(topic.get_absolute_url())
    assert visit(cast.karin, link).status_code == 404


@pytest.mark.parametrize("address", ["https://nep.test/", "/netwerk/x/", "javascript:alert(1)", ""])
def test_nothing_else_is_put_into_the_box_of_the_chat(cast, visit, address):
    room = make_room(cast.lindeboom)
    assert visit(cast.naima, room.get_absolute_url(), deel=address).context["form"].initial == {
        "text": ""
    }

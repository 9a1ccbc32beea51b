"""A letter goes to the families of a network, each in their language and with what they may see."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.composing import letter_for, offered
from cms.models import Delivery, Newsletter, NewsletterStop
from cms.tasks import send_letters
from community.notifications.models import Notification, Preferences
from tests.factories import make_forum, make_gathering, make_network, make_theme, make_topic

PARENTS = {"samira", "fatima", "emre", "naima", "marieke", "amal"}


@pytest.fixture
def subjects(cast, schools):
    """Something of each kind, and one conversation that the school does not see."""
    open_forum = make_forum(cast.lindeboom, "Met school", audience="everyone")
    return {
        "date": make_gathering(cast.lindeboom, "Koffie en lezen", audience="everyone"),
        "secret": make_topic(make_forum(cast.lindeboom), cast.fatima, "Onder ouders"),
        "open": make_topic(open_forum, cast.fatima, "Met de school"),
        "theme": make_theme(schools.lindeboom, "Lezen"),
    }


@pytest.fixture
def letter(cast, subjects):
    keys = [
        f"date-{subjects['date'].pk}",
        f"topic-{subjects['secret'].pk}",
        f"topic-{subjects['open'].pk}",
        f"theme-{subjects['theme'].pk}",
    ]
    return Newsletter.objects.create(
        network=cast.lindeboom, by=cast.fatima, title="Nieuws van december", items=keys
    )


def go(letter, capture):
    letter.plan(timezone.now() + timedelta(seconds=1), by=letter.by)
    Newsletter.objects.update(send_at=timezone.now())
    with capture(execute=True):
        send_letters()


def to(name):
    return f"{name}@voorbeeld.test"


def test_its_writer_chooses_from_what_the_writer_sees(cast, subjects):
    def titles(person):
        return {item.title for item in offered([cast.lindeboom], person)}

    everything = {"Koffie en lezen", "Onder ouders", "Met de school", "Lezen"}
    assert titles(cast.fatima) == everything
    assert titles(cast.karin) == everything - {"Onder ouders"}


def test_every_reader_gets_it_once_in_their_language(
    cast, letter, django_capture_on_commit_callbacks
):
    cast.samira.speak("en")
    go(letter, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        send_letters()

    sent = {one.to[0]: one for one in mail.outbox}
    assert set(sent) == {to(name) for name in PARENTS}
    assert len(mail.outbox) == len(PARENTS)
    assert "A conversation of parents" in sent[to("samira")].body
    assert "Een gesprek van ouders" in sent[to("emre")].body
    assert Newsletter.objects.get().is_sent


def test_a_round_that_was_broken_off_goes_on_where_it_was(
    cast, letter, django_capture_on_commit_callbacks
):
    letter.plan(timezone.now() + timedelta(seconds=1), by=cast.fatima)
    Newsletter.objects.update(send_at=timezone.now())
    letter.deliveries.create(person=cast.samira)

    with django_capture_on_commit_callbacks(execute=True):
        send_letters()

    assert {one.to[0] for one in mail.outbox} == {to(name) for name in PARENTS - {"samira"}}
    assert Delivery.objects.count() == len(PARENTS)


def test_a_letter_that_fails_keeps_no_other_waiting(
    cast, letter, django_capture_on_commit_callbacks, caplog
):
    Newsletter.objects.create(
        network=cast.kompas, title="Stuk", items=["date-geen"], send_at=timezone.now()
    )

    go(letter, django_capture_on_commit_callbacks)

    assert {one.to[0] for one in mail.outbox} == {to(name) for name in PARENTS}
    assert {one.title for one in Newsletter.objects.due()} == {"Stuk"}
    assert "was not sent to everybody" in caplog.text


def test_a_reader_gets_only_what_they_may_see_at_that_moment(cast, subjects, letter):
    assert [item.title for item in letter_for(letter, cast.samira).items] == [
        "Koffie en lezen",
        "Onder ouders",
        "Met de school",
        "Lezen",
    ]
    assert [item.title for item in letter_for(letter, cast.karin).items] == [
        "Koffie en lezen",
        "Met de school",
        "Lezen",
    ]
    subjects["theme"].unpublish()
    subjects["secret"].posts.get().hide(reason="Een naam.", by=cast.emre)
    assert [item.title for item in letter_for(letter, cast.samira).items] == [
        "Koffie en lezen",
        "Met de school",
    ]
    assert letter_for(letter, cast.bart).items[:1] == []


def test_the_mail_holds_titles_and_no_words_of_parents(
    cast, letter, django_capture_on_commit_callbacks
):
    go(letter, django_capture_on_commit_callbacks)
    one = mail.outbox[0]
    html = one.alternatives[0].content

    assert one.subject == "Nieuws van december"
    for text in (one.body, html):
        assert "Onder ouders" in text
        assert "Maat 128 graag." not in text
        assert "Fatima" not in text


def test_letters_of_the_school_hold_nothing_of_parents_among_themselves(cast, subjects, client):
    client.force_login(cast.karin)
    keys = [f"date-{subjects['date'].pk}", f"theme-{subjects['theme'].pk}"]
    address = reverse("newsletters:new", args=[cast.lindeboom.slug])
    secret = f"topic-{subjects['secret'].pk}"

    refused = client.post(address, {"title": "Brief", "items": [*keys, secret]})
    client.post(address, {"title": "Brief", "items": [*keys, f"topic-{subjects['open'].pk}"]})

    assert refused.status_code == 422
    letter = Newsletter.objects.get()
    assert (letter.from_school, letter.audience) == (True, "everyone")


def test_an_unsent_letter_is_seen_by_who_writes_for_that_side(cast, names, letter):
    def sees(person):
        return Newsletter.objects.visible_to(person).filter(pk=letter.pk).exists()

    assert names(sees) == {"fatima", "emre", "naima"}
    Newsletter.objects.update(from_school=True)
    assert names(sees) == {"karin"}


def test_a_sent_letter_is_read_by_who_it_was_for(cast, names, letter):
    Newsletter.objects.update(sent_at=timezone.now())

    def sees(person):
        return Newsletter.objects.visible_to(person).filter(pk=letter.pk).exists()

    assert names(sees) == PARENTS
    Newsletter.objects.update(audience="everyone")
    assert names(sees) == PARENTS | {"karin"}


def test_who_moderates_calls_or_teaches_makes_a_letter_and_nobody_else(client, cast, names):
    def may(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        address = reverse("newsletters:new", args=[cast.lindeboom.slug])
        return client.get(address).status_code == 200

    assert names(may) == {"fatima", "emre", "naima", "karin"}


@pytest.mark.parametrize("number", [0, 2, 7])
def test_a_letter_has_three_to_six_subjects(client, cast, subjects, number):
    for n in range(5):
        make_gathering(cast.lindeboom, f"Ochtend {n}")
    client.force_login(cast.fatima)
    keys = [item.key for item in offered([cast.lindeboom], cast.fatima)][:number]

    answer = client.post(
        reverse("newsletters:new", args=[cast.lindeboom.slug]),
        {"title": "Veel", "greeting": "Goedemorgen.", "items": keys},
    )

    assert answer.status_code == 422
    assert "Kies 3 tot 6 onderwerpen." in answer.text
    assert "Goedemorgen." in answer.text


def test_its_writer_sees_how_many_get_it_and_not_who(client, cast, letter):
    cast.emre.email, cast.emre.mobile = None, "+31612345678"
    cast.emre.save()
    client.force_login(cast.fatima)

    page = client.get(letter.get_absolute_url())

    assert (page.context["by_mail"], page.context["otherwise"]) == (5, 1)
    client.force_login(cast.samira)
    Newsletter.objects.update(sent_at=timezone.now())
    assert "krijgen een mail" not in client.get(letter.get_absolute_url()).text


def test_a_letter_for_one_group_goes_to_its_families(
    cast, letter, django_capture_on_commit_callbacks
):
    Newsletter.objects.update(group=5)
    letter.refresh_from_db()
    go(letter, django_capture_on_commit_callbacks)

    assert {one.to[0] for one in mail.outbox} == {to("samira")}


def test_who_has_no_address_finds_it_on_the_site(cast, letter, django_capture_on_commit_callbacks):
    cast.emre.email, cast.emre.mobile = None, "+31612345678"
    cast.emre.save()
    go(letter, django_capture_on_commit_callbacks)

    assert "Nieuws van december" in cast.emre.notifications.get().words
    assert not cast.samira.notifications.filter(kind="cms.newsletter_sent").exists()


def test_one_press_stops_the_letters_and_looking_does_not(
    cast, letter, django_capture_on_commit_callbacks
):
    go(letter, django_capture_on_commit_callbacks)
    sent = next(one for one in mail.outbox if one.to == [to("samira")])
    address = sent.extra_headers["List-Unsubscribe"].strip("<>").split("localhost:8000")[-1]
    browser = Client(enforce_csrf_checks=True)

    looked = browser.get(address)
    assert not NewsletterStop.objects.exists()
    assert to("samira") not in looked.text
    browser.post(address, {"List-Unsubscribe": "One-Click"})

    assert NewsletterStop.objects.get().person == cast.samira
    assert {reader.user for reader in letter.readers} == {
        getattr(cast, name) for name in PARENTS - {"samira"}
    }
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "a:b:c", "%00"])
def test_a_broken_secret_stops_nothing(client, token):
    assert client.get(f"/nieuwsbrief/stop/{token}/").status_code == 404


def test_letters_come_again_for_who_wants_them(client, cast, letter):
    NewsletterStop.objects.create(network=cast.lindeboom, person=cast.samira)
    client.force_login(cast.samira)

    client.post(reverse("newsletters:want_again", args=[cast.lindeboom.slug]))

    assert not NewsletterStop.objects.exists()


def test_two_letters_a_week_are_enough(cast, letter):
    soon = timezone.now() + timedelta(days=1)
    for n in range(2):
        Newsletter.objects.create(network=cast.lindeboom, title=f"{n}", send_at=soon)

    with pytest.raises(ValidationError) as refusal:
        letter.plan(soon + timedelta(days=2), by=cast.fatima)
    assert refusal.value.code == "many"
    letter.plan(soon + timedelta(days=8), by=cast.fatima)


def test_what_is_on_its_way_is_not_held_or_changed(client, cast, letter):
    Newsletter.objects.update(send_at=timezone.now(), sent_at=timezone.now())

    with pytest.raises(ValidationError):
        letter.hold(by=cast.fatima)
    client.force_login(cast.fatima)
    address = reverse("newsletters:change", args=[cast.lindeboom.slug, letter.pk])
    assert client.get(address).status_code == 404


def test_the_writer_gets_it_first_when_asked(
    client, cast, letter, django_capture_on_commit_callbacks
):
    client.force_login(cast.fatima)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("newsletters:try_out", args=[cast.lindeboom.slug, letter.pk]))

    assert [one.to for one in mail.outbox] == [[to("fatima")]]
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Kies een dag."),
        ("2020-01-01", "Dit moment is al voorbij."),
        ("morgen", "Kies een dag, "),
    ],
)
def test_a_moment_that_cannot_be_gets_a_sentence(client, cast, letter, day, sentence):
    client.force_login(cast.fatima)
    address = reverse("newsletters:plan", args=[cast.lindeboom.slug, letter.pk])

    answer = client.post(address, {"day": day, "hour": "8"})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert Newsletter.objects.get().send_at is None


@pytest.fixture
def class_group(cast, schools):
    """A second network of De Lindeboom: Bart and Samira are parents there, Karin is let in."""
    group = make_network("Groep 5", cast.lindeboom.school, by=cast.bart)
    for person, facts in ((cast.samira, {}), (cast.karin, {"kind": "school"})):
        group.memberships.create(user=person, **facts)
    return group


@pytest.fixture
def school_letter(cast, subjects, class_group):
    there = make_gathering(class_group, "Lezen in groep 5", audience="everyone")
    keys = [
        f"date-{subjects['date'].pk}",
        f"date-{there.pk}",
        f"theme-{subjects['theme'].pk}",
    ]
    return Newsletter.objects.create(
        network=cast.lindeboom,
        school=cast.lindeboom.school,
        by=cast.karin,
        title="Van de school",
        items=keys,
        from_school=True,
        audience="everyone",
    )


def test_a_letter_of_a_school_reaches_each_person_of_its_networks_once(
    cast, school_letter, class_group, django_capture_on_commit_callbacks
):
    go(school_letter, django_capture_on_commit_callbacks)

    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        to(name) for name in PARENTS | {"karin", "bart"}
    )
    of_bart = next(one for one in mail.outbox if one.to == [to("bart")])
    assert f"/netwerk/{class_group.slug}/nieuwsbrief/" in of_bart.body
    assert f"/netwerk/{cast.lindeboom.slug}/" not in of_bart.body
    assert "Lezen in groep 5" in of_bart.body
    assert "Koffie en lezen" not in of_bart.body


def test_who_is_in_another_network_of_the_school_reads_it_there(
    client, cast, names, school_letter, class_group
):
    Newsletter.objects.update(sent_at=timezone.now())

    def reads(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(school_letter.address_in(class_group)).status_code == 200

    assert names(reads) == {"bart", "samira", "karin"}
    client.force_login(cast.bart)
    archive = client.get(reverse("newsletters:archive", args=[class_group.slug])).text
    assert f'href="{school_letter.address_in(class_group)}"' in archive


def test_a_network_that_did_not_let_the_school_in_gets_no_letter_of_it(
    cast, names, school_letter, class_group
):
    class_group.membership_of(cast.karin).end(by=cast.karin)
    Newsletter.objects.update(sent_at=timezone.now())

    def sees(person):
        return Newsletter.objects.visible_to(person).filter(pk=school_letter.pk).exists()

    assert {reader.user for reader in school_letter.readers} == {
        getattr(cast, name) for name in PARENTS | {"karin"}
    }
    assert names(sees) == PARENTS | {"karin"}


def test_who_stopped_the_letters_of_every_network_gets_none(cast, school_letter, class_group):
    def gets(person):
        return person in {reader.user for reader in school_letter.readers}

    NewsletterStop.objects.create(network=cast.lindeboom, person=cast.samira)
    assert gets(cast.samira)
    NewsletterStop.objects.create(network=class_group, person=cast.samira)
    assert not gets(cast.samira)


def test_two_letters_a_week_are_enough_in_each_of_its_networks(cast, school_letter, class_group):
    soon = timezone.now() + timedelta(days=1)
    for n in range(2):
        Newsletter.objects.create(network=class_group, title=f"{n}", send_at=soon)

    with pytest.raises(ValidationError):
        school_letter.plan(soon, by=cast.karin)


def write(client, network, **facts):
    address = reverse("newsletters:new", args=[network.slug])
    return client.post(address, {"title": "Brief", "greeting": "Dag.", **facts})


def test_who_edits_the_page_of_the_school_writes_to_all_its_networks(
    client, cast, school_letter, class_group
):
    client.force_login(cast.karin)

    write(client, cast.lindeboom, school=cast.lindeboom.school.pk, items=school_letter.items)

    letter = Newsletter.objects.exclude(pk=school_letter.pk).get()
    assert (letter.school, letter.from_school) == (cast.lindeboom.school, True)


def test_what_is_of_another_network_stands_only_in_a_letter_to_all_of_them(
    client, cast, school_letter
):
    client.force_login(cast.karin)

    answer = write(client, cast.lindeboom, items=school_letter.items)

    assert answer.status_code == 422
    assert "“Lezen in groep 5” is van Groep 5." in answer.text
    assert "Dag." in answer.text


@pytest.mark.parametrize("writer", ["fatima", "ruud"])
def test_nobody_else_writes_to_all_networks_of_a_school(client, cast, school_letter, writer):
    cast.lindeboom.memberships.create(user=cast.ruud, kind="school")
    client.force_login(getattr(cast, writer))

    answer = write(client, cast.lindeboom, school=cast.lindeboom.school.pk)

    assert answer.status_code == 422
    assert "school" in answer.context["form"].errors
    assert "Groep 5" not in answer.text


def test_who_wants_only_the_essential_gets_no_letter_and_who_wants_no_mail_finds_it_here(
    cast, letter, django_capture_on_commit_callbacks
):
    Preferences.keep(cast.samira, essential_only=True)
    Preferences.keep(cast.naima, by_mail=False)
    go(letter, django_capture_on_commit_callbacks)

    sent = {one.to[0] for one in mail.outbox}
    assert sent == {to(name) for name in PARENTS} - {to("samira"), to("naima")}
    told = Notification.objects.filter(kind="cms.newsletter_sent")
    assert set(told.values_list("recipient__first_name", flat=True)) == {"Naima"}

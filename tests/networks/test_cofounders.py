"""Beginning with two or three: asked by name, in only after a yes."""

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.accounts.models import User
from networks.models import Cofounder, Founding
from tests import texts
from tests.factories import make_school, make_user

EMRE = {"company": "known", "name": "Emre", "where": "06 12 34 56 78"}


@pytest.fixture
def founding(client, db):
    """Fatima is at step 3 for De Linde."""
    fatima = make_user("fatima")
    client.force_login(fatima)
    begun = Founding.objects.begin(school=make_school("De Linde", "01AA00"), by=fatima)
    begun.introduce("Fatima", by=fatima)
    return begun


@pytest.fixture
def send(client, founding, django_capture_on_commit_callbacks):
    def post(**sent):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(founding.step_url(3), sent)

    return post


@time_machine.travel(timezone.now(), tick=False)  # a link tells the second it was made in
def test_the_other_parent_gets_the_literal_message_that_was_shown(client, founding, send):
    preview = client.get(founding.step_url(3)).context["form"].preview
    assert send(**EMRE).status_code == 302
    ((number, text),) = texts.outbox
    assert number == "+31612345678"
    link = f"http://localhost:8000{Cofounder.objects.get().path}"
    assert text == preview.replace("(naam)", "Emre").replace("(een eigen link)", link)
    assert text in client.get(founding.step_url(3)).content.decode().replace("&#x27;", "'")


def test_by_mail_it_is_the_same_message(send):
    send(**EMRE | {"where": "Emre@Voorbeeld.test"})
    (letter,) = mail.outbox
    assert letter.to == ["emre@voorbeeld.test"]
    assert Cofounder.objects.get().message in letter.body


def test_a_number_with_nine_digits_is_said_so_and_all_else_is_kept(send):
    answer = send(**EMRE | {"where": "06 12 34 56 7"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Fout: " in page
    assert "Dit nummer heeft 9 cijfers. Een mobiel nummer heeft er 10" in page
    assert 'href="#id_where"' in page
    assert 'value="Emre"' in page
    assert 'value="06 12 34 56 7"' in page
    assert not Cofounder.objects.exists()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"name": ""}, {"name"}),
        ({"where": ""}, {"where"}),
        ({"name": "", "where": ""}, {"name", "where"}),
        ({"where": "emre@"}, {"where"}),
        ({"where": "fatima@voorbeeld.test"}, {"where"}),
        ({"name_2": "Samira"}, {"where_2"}),
        ({"company": ""}, {"company"}),
    ],
)
def test_what_is_missing_is_asked_for(send, changed, wrong):
    assert set(send(**EMRE | changed).context["form"].errors) == wrong


def test_a_trio_is_two_others_and_never_three(send):
    send(**EMRE | {"name_2": "Samira", "where_2": "samira@voorbeeld.test"})
    send(**EMRE | {"name": "Bart", "where": "bart@voorbeeld.test"})
    assert set(Cofounder.objects.values_list("name", flat=True)) == {"Emre", "Samira"}


def test_only_the_button_makes_a_moderator(client, founding, send):
    send(**EMRE | {"calls": "on"})
    asked = Cofounder.objects.get()
    network = founding.network
    client.logout()
    assert "?next=/start/samen/" in client.get(asked.path).url
    emre = User.objects.create_user(mobile="+31612345678", first_name="Emre")
    client.force_login(emre)
    page = client.get(asked.path)
    words = asked.message.partition("http")[0]  # the link holds the second it was made
    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert network.membership_of(emre) is None
    for _ in range(2):
        assert client.post(asked.path, {"answer": "yes"}).url == "/start/"
    membership = network.membership_of(emre)
    assert (membership.moderates, membership.started, membership.calls) == (True, True, True)
    assert network.memberships.count() == 2
    assert client.get(founding.step_url(4)).status_code == 200


def test_a_newcomer_says_a_first_name_with_the_yes(client, founding, send):
    send(**EMRE)
    path = Cofounder.objects.get().path
    emre = User.objects.create_user(mobile="+31612345678")
    client.force_login(emre)
    assert client.get(path).context["form"]["first_name"].value() == "Emre"
    assert client.post(path, {"answer": "yes", "first_name": ""}).status_code == 422
    assert founding.network.membership_of(emre) is None
    assert client.post(path, {"answer": "yes", "first_name": "Emre"}).status_code == 302
    assert founding.network.membership_of(User.objects.get(first_name="Emre")) is not None


def test_a_link_passed_on_opens_nothing(client, founding, send):
    send(**EMRE)
    path = Cofounder.objects.get().path
    bart = make_user("bart")
    for person in (bart, founding.begun_by):
        client.force_login(person)
        assert client.get(path).status_code == 403
        assert client.post(path, {"answer": "yes"}).status_code == 403
    assert founding.network.membership_of(bart) is None


def test_the_starter_hears_of_a_yes(client, founding, send, django_capture_on_commit_callbacks):
    send(**EMRE)
    client.force_login(User.objects.create_user(mobile="+31612345678", first_name="Emre"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(Cofounder.objects.get().path, {"answer": "yes"})
    (notice,) = founding.begun_by.notifications.all()
    assert notice.words == "Emre begint het netwerk samen met u."


def test_a_no_or_a_wrong_number_leaves_nothing(client, founding, send):
    send(**EMRE)
    path = Cofounder.objects.get().path
    take_back = f"/start/{founding.pk}/samen/{Cofounder.objects.get().pk}/weg/"
    assert client.post(take_back).url == founding.step_url(3)
    client.force_login(User.objects.create_user(mobile="+31612345678", first_name="Emre"))
    assert client.post(path, {"answer": "yes"}).status_code == 410
    assert client.post(take_back).status_code == 404  # not Emre's to take back

    client.force_login(founding.begun_by)
    send(**EMRE)
    client.force_login(User.objects.get(first_name="Emre"))
    assert client.post(Cofounder.objects.get().path, {"answer": "no"}).url == "/netwerk/"
    assert not Cofounder.objects.exists()
    assert founding.network.memberships.count() == 1

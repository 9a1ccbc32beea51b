"""When somebody closes their account."""

from django.core.files.base import ContentFile

from cms.models import NewsletterStop, NewsPage, Reading, Sound, Suggestion
from cms.personal import Sent
from networks.outreach.models import Family
from networks.outreach.personal import Rung
from tests.factories import make_theme
from tests.networks.outreach.conftest import make_family


def test_a_voice_goes_and_words_that_were_taken_over_stay(cast, schools):
    portal, theme = schools.lindeboom, make_theme(schools.lindeboom)
    facts = {"portal": portal, "network": cast.lindeboom, "by": cast.samira}
    sound = Sound.objects.create(owner=cast.samira, kind="voice", name="opname.mp3")
    sound.content.save("opname.mp3", ContentFile(b"x"))
    Reading.objects.send(theme.page_ptr, [sound], language="ar", **facts)
    taken = Suggestion.objects.change(portal, {"phone": "020 765 43 21"}, **facts)
    taken.accept(by=cast.karin)
    words = {"title": "Kerstmarkt", "intro": "Op 18 december.", "text": ""}
    Suggestion.objects.write(portal, network=cast.lindeboom, by=cast.samira, **words)
    NewsletterStop.objects.create(network=cast.lindeboom, person=cast.samira)

    Sent().forget(cast.samira)

    assert not Reading.objects.exists()
    assert not Sound.objects.exists()
    assert not NewsPage.objects.exists()
    assert list(Suggestion.objects.all()) == [taken]
    assert not NewsletterStop.objects.exists()


def test_the_calls_before_somebody_came_in_go_too(cast):
    family = make_family(cast.lindeboom, by=cast.naima)
    family.joined(cast.lindeboom.membership_of(cast.samira), by=cast.naima)
    kept = make_family(cast.lindeboom, "Karol", "+31600000002", by=cast.naima)

    Rung().forget(cast.samira)

    assert list(Family.objects.all()) == [kept]

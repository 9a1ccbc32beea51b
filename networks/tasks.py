from django.utils import timezone

from community.accounts.models import User
from community.mail.outgoing import send_letter
from community.schedule.chores import every
from networks.models import Silence, Term


@every(days=1)
def keep_terms():
    """Begin and end roles on their day, a month's notice beforehand."""
    today = timezone.localdate()
    Term.objects.keep_time(on=today)
    Term.objects.warn(on=today)


@every(days=1)
def listen_for_silence():
    """Ask who can take a network up again; the operators get a letter, they see no inside."""
    for silence in Silence.objects.listen(at=timezone.now()):
        for operator in User.objects.operators().exclude(email=None):
            send_letter(
                "networks/silent",
                to=operator.email,
                language=operator.language,
                network=silence.network.name,
                school=silence.network.school.name,
                card_url=silence.network.card_url,
            )

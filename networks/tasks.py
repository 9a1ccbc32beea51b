from django.utils import translation
from django.utils.translation import gettext
from django_tasks import task

from community.accounts.models import User
from community.mail import sms
from community.mail.outgoing import send_letter
from networks.models import Invitation


@task(backend="background")
def send_invitation(invitation_id):
    """One fixed sentence to somebody who is no member: nobody else's words travel along."""
    invitation = Invitation.objects.usable().filter(pk=invitation_id).first()
    if invitation is None or not invitation.sent_to:
        return
    language = User.objects.language_at(invitation.sent_to) or "nl"
    school = invitation.network.school.name
    if "@" in invitation.sent_to:
        facts = {"school": school, "link": invitation.link, "until": invitation.expires_at}
        send_letter("networks/invitation", to=invitation.sent_to, language=language, **facts)
        return
    with translation.override(language):
        words = gettext("A parent of %(school)s invites you: %(link)s") % {
            "school": school,
            "link": invitation.link,
        }
    sms.send(invitation.sent_to, words)

"""The one message to somebody who is invited personally."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from community.accounts.models import User
from community.mail.post import post_letter, post_text


def post(invitation):
    """One fixed sentence to somebody who is no member: nobody else's words travel along."""
    to = invitation.sent_to
    language = User.objects.language_at(to) or "nl"
    facts = {"school": invitation.network.school.name, "link": invitation.link}
    with translation.override(language):
        if "@" in to:
            facts["day"] = date_format(invitation.expires_at, "j F Y")
            post_letter("networks/invitation", to=to, language=language, **facts)
        else:
            post_text(to, gettext("A parent of %(school)s invites you: %(link)s") % facts)

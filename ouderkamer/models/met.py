"""Answers as somebody reads them who does not meet everybody."""

from community.people.models import unmet_keys


def as_met_by(reader, sign_ups):
    """The same, where people whom ``reader`` does not meet have no name, as the shielded have."""
    keys = unmet_keys(reader)
    for sign_up in sign_ups:
        sign_up.is_unmet = sign_up.person_id in keys
    return sign_ups

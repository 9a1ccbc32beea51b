"""All that is kept of one family, as plain facts: for its own page and for its own file."""


def kept_of(family):
    """Without the number itself, which its parent knows and a borrowed slip must not tell."""
    network = family.network
    said = family.said.select_related("sign_up__gathering").order_by("-at")
    return {
        "network": network.name,
        "name": family.name,
        "groups": family.groups,
        "language": family.get_language_display(),
        "way": family.get_way_display(),
        "best_time": family.best_time,
        "needs": family.need_labels,
        "has_number": family.has_number,
        "ground": family.get_ground_display(),
        "since": family.ground_on,
        "wants_no_telephone": family.no_phone_at is not None,
        "calls": [_call(one, network) for one in _latest(family.contacts)],
        "looks": [_look(one, network) for one in _latest(family.views)],
        "said": [_said(one, network) for one in said.select_related("by")],
    }


def _latest(rows):
    return rows.select_related("by").order_by("-at")


def _call(contact, network):
    return {
        "at": contact.at,
        "by": str(network.known(contact.by) or ""),
        "outcome": contact.get_outcome_display(),
        "note": contact.note,
        "school_must_act": contact.school_must_act,
    }


def _look(view, network):
    return {"at": view.at, "by": str(network.known(view.by) or "")}


def _said(said, network):
    return {
        "key": said.pk,
        "at": said.at,
        "by": str(network.known(said.by) or ""),
        "deed": said.get_deed_display(),
        "words": said.words,
        "channel": said.get_channel_display(),
        "taken_back": said.taken_back_at is not None,
        "day": said.sign_up.gathering.starts_at if said.sign_up else None,
    }

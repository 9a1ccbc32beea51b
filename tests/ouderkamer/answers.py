"""What tests of the agenda ask about answers."""


def stands(gathering, line="seat"):
    """``{first name: standing}`` of who asked for a place."""
    answers = gathering.sign_ups.exclude(**{line: ""}).select_related("person")
    return {one.person.first_name: getattr(one, line) for one in answers}

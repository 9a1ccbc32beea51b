"""Families that contact parents ring, in the middle of a round."""

from networks.outreach.models import CallRound, Family, Outcome


def load(network, content, *, by):
    """``content`` has the keys of ``families.toml``; one of them was rung without an answer."""
    for written in content["family"]:
        Family.objects.enter(network, by=by, **written)
    words = {"goal": content["goal"], "script": content["script"].strip()}
    call_round = CallRound.objects.begin(network, by=by, **words)
    call_round.next_for(by).report(Outcome.NO_ANSWER, by=by, note="Vanavond nog eens.")

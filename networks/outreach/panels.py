from community.sealing import mark
from networks.outreach.models import Family, Said
from networks.panels import Panel


class Queue(Panel):
    """Who comes in is no longer rung as somebody who has yet to come."""

    def member_joined(self, network, user, *, by):
        if user.mobile:
            here = mark("outreach", network.pk, user.mobile)
            for family in Family.objects.filter(network=network, number_mark=here, member=None):
                family.joined(network.membership_of(user), by=by)
                Said.objects.hand_to(family, user)

    def network_ended(self, network, *, by):
        for call_round in network.call_rounds.running():
            call_round.end(by=by)

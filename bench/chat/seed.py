"""A network of many parents with many rooms: cookies to listen with, and where to say something."""

import json
import sys

import django

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.

from bench.signing import signed_in  # noqa: E402
from community.accounts.models import User  # noqa: E402
from networks.chat.models import Room  # noqa: E402
from networks.models import Membership, Network, School  # noqa: E402


def fill(members, rooms):
    people = User.objects.bulk_create(
        User(email=f"ouder{n}@voorbeeld.test", first_name=f"Ouder{n}") for n in range(members)
    )
    school = School.objects.create(code="99ZZ01", name="De Meting", place="Amsterdam")
    network = Network.objects.start(name="De Meting", school=school, rules="", by=people[0])
    Membership.objects.bulk_create(
        Membership(network=network, user=person) for person in people[1:]
    )
    made = [Room.objects.create(network=network, name=f"Kamer {n}") for n in range(rooms)]
    first = made[0].say("Dit is een bericht om mee te meten.", by=people[0])
    return {
        "cookies": [signed_in(person) for person in people],
        "rooms": [room.pk for room in made],
        "say": [f"{room.get_absolute_url()}berichten/zeg/" for room in made],
        "message": first.pk,
    }


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]), int(sys.argv[2]))))

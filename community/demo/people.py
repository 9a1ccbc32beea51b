"""The invented people of the demo, their schools and their networks."""

from datetime import timedelta

from django.utils import timezone

from community.accounts.models import User
from community.demo.content import read
from networks.models import Network, Role, School, Term
from networks.models.kind import Kind
from networks.models.life import Recognition

SCHOOLS = {
    "lindeboom": {
        "name": "De Lindeboom",
        "code": "99ZZ01",
        "street": "Lindestraat",
        "house_number": "12",
        "postcode": "1093 AB",
    },
    "kompas": {
        "name": "Het Kompas",
        "code": "99ZZ02",
        "street": "Zuiderzeeweg",
        "house_number": "4",
        "postcode": "1095 KJ",
    },
}
FAMILIES = {"lindeboom": 310, "kompas": 180}
STARTERS = {"lindeboom": "fatima", "kompas": "bart"}
CODES = {"lindeboom": "7m2k4p", "kompas": "9r3t8w"}
THEME = {
    "name": "Dyslexie",
    "about": "Voor ouders van kinderen voor wie lezen moeilijk is.",
    "alias": "Ekster",
}
BEGAN = timedelta(days=90)
ROLES = {
    "moderator": Role.MODERATOR,
    "contact": Role.CONTACT,
    "host": Role.WORKGROUP,
    "school": Role.SCHOOL,
}


def load():
    """Make everybody; returns ``(people, networks)``, both by key."""
    written = read("people")["person"]
    people = {person["key"]: _person(person) for person in written}
    networks = {key: _network(key, people) for key in SCHOOLS}
    for person in written:
        if person["network"]:
            _join(networks[person["network"]], people[person["key"]], person)
    return people, networks


def load_kinds(school_network, people):
    """A class group of the school, and a network about a theme which is returned."""
    group = school_network.begin_group("Groep 5b", by=people["sofie"])
    for key in ("daniel", "linda"):
        group.admit(people[key], by=people[key])
    facts = {"kind": Kind.THEME, "recognition": Recognition.UNAFFILIATED, "rules": group.rules}
    theme = Network.objects.start(**THEME, **facts, by=people["lotte"])
    theme.admit(people["femi"], alias="Zonnebloem", by=people["femi"])
    return theme


def _person(written):
    first, _, last = written["name"].partition(" ")
    operates = written["key"] == "beheer"
    return User.objects.create_user(
        email=written["email"],
        first_name=first,
        last_name=last,
        languages=written["languages"],
        is_superuser=operates,
        is_staff=operates,
        date_joined=timezone.now() - timedelta(days=200),
    )


def _network(key, people):
    starter = people[STARTERS[key]]
    facts = {**SCHOOLS[key], "place": "AMSTERDAM", "municipality": "AMSTERDAM"}
    school = School.objects.create(**facts, kind="basisschool", is_fictional=True)
    rules = "\n".join(read("school")["rules"])
    network = Network.objects.start(school=school, name=school.name, rules=rules, by=starter)
    network.slug = key
    network.families = FAMILIES[key]
    network.recognition = "recognised"
    network.started_at = timezone.now() - BEGAN
    network.save()
    network.invite(label="Poster bij de deur", by=starter, code=CODES[key])
    return network


def _join(network, user, written):
    membership = network.admit(user, groups=written["groups"], by=user)
    roles = set(written["roles"])
    membership.kind = "school" if "school" in roles else "parent"
    membership.shows_groups = True
    membership.reachable = written.get("reachable", "")
    membership.joined_at = timezone.now() - BEGAN
    membership.save()
    for role in sorted(ROLES.keys() & roles):
        Term.objects.take(ROLES[role], of=membership, by=user)

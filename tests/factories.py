"""Plain functions that make rows the way the product makes them."""

from community.accounts.models import User
from networks.models import Network, School

RULES = "Wij zijn aardig.\nWij noemen geen namen van kinderen."


def make_user(name, **fields):
    return User.objects.create_user(
        email=f"{name}@voorbeeld.test", first_name=name.title(), **fields
    )


def make_school(name="De Lindeboom", code="99ZZ01", **fields):
    return School.objects.create(
        name=name,
        code=code,
        **{
            "street": "Lindestraat",
            "house_number": "12",
            "postcode": "1093 AB",
            "place": "AMSTERDAM",
            **fields,
        },
    )


def make_network(name, school, by):
    return Network.objects.start(school=school, name=name, rules=RULES, by=by)

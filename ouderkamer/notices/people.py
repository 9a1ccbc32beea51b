"""Who hears, and what notices say of a date."""

from community.accounts.models import User


def members(network_id, **role):
    return User.objects.filter(
        pk__in=User.objects.filter(
            memberships__network=network_id,
            memberships__ended_at=None,
            **{f"memberships__{name}": held for name, held in role.items()},
        ).values("pk")
    )


def family(sign_up):
    """Who is told: the person, or whoever signs up a family without an account."""
    told = sign_up.person or sign_up.signed_up_by
    return [told] if told else []


def facts_of(gathering):
    return {"title": gathering.title, "starts_at": gathering.starts_at.isoformat()}

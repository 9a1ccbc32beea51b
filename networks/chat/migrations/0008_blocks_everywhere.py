from django.db import migrations


def block_everywhere(apps, _schema):
    """Who blocked somebody in a room of two blocks them in the whole network from now on."""
    seats, block = apps.get_model("chat", "Seat"), apps.get_model("people", "Block")
    user = apps.get_model("accounts", "User")
    for seat in seats.objects.filter(standing="blocks"):
        other = seats.objects.filter(room=seat.room_id).exclude(pk=seat.pk).get().person_id
        block.objects.update_or_create(
            person_id=seat.person_id, other_id=other, defaults={"wished": True}
        )
        block.objects.get_or_create(person_id=other, other_id=seat.person_id)
        user.objects.filter(pk__in=[seat.person_id, other]).update(has_blocks=True)


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0007_hours_by_network"),
        ("people", "0001_blocks"),
        ("accounts", "0004_blocks"),
    ]
    operations = [migrations.RunPython(block_everywhere, migrations.RunPython.noop)]

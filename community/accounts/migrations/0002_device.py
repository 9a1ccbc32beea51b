from django.db import migrations


class Migration(migrations.Migration):
    """Apart from the first, because allauth's own table points at our people."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
            ],
            options={
                'ordering': ['-last_seen_at', '-pk'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('usersessions.usersession',),
        ),
    ]

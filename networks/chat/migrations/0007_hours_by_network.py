import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0006_live_hours'),
        ('networks', '0009_school_comes_in'),
    ]

    operations = [
        migrations.AlterField(
            model_name='hours',
            name='network',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='chat_hours', to='networks.network'),
        ),
    ]

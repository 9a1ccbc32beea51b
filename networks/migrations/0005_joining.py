import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def keep_groups_shown(apps, schema_editor):
    """Whoever was a member before this choice existed was shown with their groups."""
    apps.get_model("networks", "Membership").objects.update(shows_groups=True)


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0004_year_and_export'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='lets_in',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='invitation',
            name='purpose',
            field=models.CharField(blank=True, max_length=80, verbose_name='what it is for'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='sent_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='invitation',
            name='sent_to',
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='membership',
            name='reachable',
            field=models.CharField(blank=True, max_length=80, verbose_name='when you can reach me'),
        ),
        migrations.AddField(
            model_name='membership',
            name='removal_reason',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='membership',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='membership',
            name='shows_groups',
            field=models.BooleanField(default=False, verbose_name='parents may see my groups'),
        ),
        migrations.AddField(
            model_name='membership',
            name='vouched_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(keep_groups_shown, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Barring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('barred_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='barrings', to='networks.network')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='barrings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('network'), models.F('user'), condition=models.Q(('lifted_at', None)), name='networks_one_open_barring')],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200, verbose_name='who I am')),
                ('groups', models.JSONField(blank=True, default=list)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', models.CharField(choices=[('open', 'Waiting for an answer'), ('admitted', 'Let in'), ('not_now', 'Not now'), ('withdrawn', 'Taken back')], default='open', max_length=9)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('unheard', models.BooleanField(default=False)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='networks.network')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('network'), models.F('user'), condition=models.Q(('outcome', 'open')), name='networks_one_open_request')],
            },
        ),
    ]

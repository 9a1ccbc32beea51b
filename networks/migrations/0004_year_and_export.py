import django.db.models.deletion
import django.utils.timezone
import networks.models.export
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0003_life_and_founding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='alumnus_since',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='school',
            name='board',
            field=models.CharField(blank=True, db_index=True, help_text="DUO's number", max_length=10, verbose_name='school board'),
        ),
        migrations.CreateModel(
            name='Turnover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_at', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('undo_asked_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turnovers', to='networks.network')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('groups_before', models.JSONField(default=list)),
                ('groups_after', models.JSONField(default=list)),
                ('leaves', models.BooleanField(default=False)),
                ('asks_again', models.BooleanField(default=False)),
                ('choice', models.CharField(choices=[('follow', 'As planned'), ('stay', 'Stays a member, also without a child in a group'), ('skip', 'Keeps the groups of now'), ('other', 'Goes to another group')], default='follow', max_length=6)),
                ('applied_at', models.DateTimeField(null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='networks.membership')),
                ('turnover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='networks.turnover')),
            ],
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('name', models.CharField(default=networks.models.export.random_name, editable=False, max_length=40, unique=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='networks.network')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ready_at', None), ('failed_at', None), _connector='OR'), name='networks_export_ready_or_failed')],
            },
        ),
        migrations.AddConstraint(
            model_name='turnover',
            constraint=models.UniqueConstraint(models.F('network'), models.F('year'), condition=models.Q(('undone_at', None)), name='networks_one_turnover_a_year'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.UniqueConstraint(models.F('turnover'), models.F('membership'), name='networks_one_move_each'),
        ),
    ]

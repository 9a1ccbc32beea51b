import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0005_small_rooms_and_reactions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='room',
            name='writers',
            field=models.CharField(choices=[('everyone', 'Everybody here'), ('roles', 'Only parents with a task'), ('ask', 'Everybody asks, a moderator lets the questions through'), ('nobody', 'Nobody. It is only read')], default='everyone', max_length=8, verbose_name='who writes'),
        ),
        migrations.CreateModel(
            name='LiveHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guest', models.CharField(max_length=80, verbose_name='guest')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('points_at', models.CharField(blank=True, editable=False, max_length=32)),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('room', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hour', to='chat.room')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('client_id', models.UUIDField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('declined_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='chat.livehour')),
                ('message', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.message')),
            ],
        ),
        migrations.AddConstraint(
            model_name='livehour',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='chat_hour_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(models.F('hour'), models.F('author'), models.F('client_id'), name='chat_asked_once'),
        ),
    ]

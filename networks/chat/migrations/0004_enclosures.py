import community.enclosures.models
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0003_hours_writers_and_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Enclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('photo', 'Photo'), ('voice', 'Voice'), ('paper', 'Paper')], max_length=5)),
                ('name', models.CharField(max_length=160)),
                ('content', models.FileField(storage=community.enclosures.models.Folder, upload_to=community.enclosures.models.drawer)),
                ('small', models.FileField(blank=True, storage=community.enclosures.models.Folder, upload_to=community.enclosures.models.drawer)),
                ('facts', models.JSONField(default=dict)),
                ('size', models.PositiveIntegerField(default=0)),
                ('text', models.TextField(blank=True, max_length=2000)),
                ('text_asked_at', models.DateTimeField(editable=False, null=True)),
                ('kept_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='chat_taken_back_is_gone',
        ),
        migrations.AddField(
            model_name='message',
            name='brings',
            field=models.CharField(blank=True, editable=False, max_length=5),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_at', None), models.Q(('brings', ''), ('text', '')), _connector='OR'), name='chat_taken_back_is_gone'),
        ),
        migrations.AddField(
            model_name='enclosure',
            name='message',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='enclosures', to='chat.message'),
        ),
        migrations.AddField(
            model_name='enclosure',
            name='owner',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='enclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('message', None), ('owner__isnull', False)), models.Q(('message__isnull', False), ('owner', None)), _connector='OR'), name='chat_sent_or_waiting'),
        ),
    ]

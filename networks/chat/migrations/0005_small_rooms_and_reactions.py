import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0004_enclosures'),
        ('networks', '0009_school_comes_in'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('nice', 'Nice'), ('yes', 'Yes'), ('thanks', 'Thank you')], max_length=6)),
            ],
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standing', models.CharField(choices=[('in', 'In'), ('refuses', 'Refuses'), ('blocks', 'Blocks')], default='in', max_length=7)),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='room',
            name='chat_one_room_per_name',
        ),
        migrations.AddField(
            model_name='message',
            name='mentioned',
            field=models.ManyToManyField(editable=False, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='message',
            name='pinned_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='points_at',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='message',
            name='reacted',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='reading',
            name='level',
            field=models.CharField(choices=[('all', 'Every message'), ('called', 'Only when somebody calls me with @'), ('nothing', 'Nothing')], default='all', max_length=7),
        ),
        migrations.AddField(
            model_name='room',
            name='entry',
            field=models.CharField(choices=[('all', 'Everybody'), ('own', 'Who wants to join'), ('asked', 'Only who a moderator lets in'), ('pair', 'Two parents')], default='all', max_length=5, verbose_name='who is in'),
        ),
        migrations.AddField(
            model_name='room',
            name='pair',
            field=models.CharField(blank=True, editable=False, max_length=43),
        ),
        migrations.AlterField(
            model_name='room',
            name='name',
            field=models.CharField(blank=True, max_length=60, verbose_name='name'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(models.F('network'), models.F('name'), condition=models.Q(('pair', '')), name='chat_one_room_per_name'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(models.F('network'), models.F('pair'), condition=models.Q(('pair', ''), _negated=True), name='chat_one_room_per_pair'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry', 'pair'), ('name', ''), models.Q(('pair', ''), _negated=True)), models.Q(models.Q(('entry', 'pair'), _negated=True), ('pair', ''), models.Q(('name', ''), _negated=True)), _connector='OR'), name='chat_two_have_no_name_and_stay_two'),
        ),
        migrations.AddField(
            model_name='reaction',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='chat.message'),
        ),
        migrations.AddField(
            model_name='reaction',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seat',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seat',
            name='room',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='chat.room'),
        ),
        migrations.AddConstraint(
            model_name='reaction',
            constraint=models.UniqueConstraint(models.F('message'), models.F('kind'), models.F('person'), name='chat_one_of_each_reaction'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(models.F('room'), models.F('person'), name='chat_one_seat_each'),
        ),
    ]

"""What moderators decide about a whole conversation, as forms."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forums.fields import WrittenField
from forums.models import Forum, Topic
from forums.writing import TITLE
from networks.models.network import Audience

LATEST = 12  # conversations to choose from


class DecideForm(forms.Form):
    """What becomes of a proposal."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=Topic.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    line = WrittenField(
        label=_("Why, in one sentence"),
        help_text=_("Whoever made or liked the proposal reads this."),
        most=200,
        empty=_("Say why. Whoever made the proposal wants to know."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SummaryForm(forms.Form):
    text = WrittenField(
        label=_("In short"),
        help_text=_(
            "What came out of it, for who has little time. Leave it empty to take it away."
        ),
        most=600,
        empty="",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class MoveForm(forms.Form):
    """Another forum, and never one that more people read than those it was written for."""

    forum = forms.ModelChoiceField(
        label=_("Where does it belong?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it belongs.")},
    )

    def __init__(self, *args, topic, reader, **kwargs):
        super().__init__(*args, **kwargs)
        others = Forum.objects.visible_to(reader).filter(network=topic.network)
        others = others.exclude(pk=topic.forum_id)
        keeps_school = topic.posts.filter(from_school=True).exists()
        if topic.forum.audience == Audience.PARENTS or keeps_school:
            others = others.filter(audience=topic.forum.audience)
        self.fields["forum"].queryset = others


class SplitForm(forms.Form):
    title = WrittenField(
        label=_("What is the new conversation about?"),
        most=TITLE,
        empty=_("Write in one sentence what it is about."),
    )
    posts = forms.ModelMultipleChoiceField(
        label=_("Which answers?"),
        queryset=None,
        error_messages={
            "required": _("Choose at least one answer."),
            "invalid_choice": _("One of these answers is not here any more. Choose again."),
        },
    )

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posts"].queryset = topic.posts.filter(is_first=False)


class MergeForm(forms.Form):
    """The other conversation: one of the latest, or the address of any."""

    other = forms.ModelChoiceField(
        label=_("With which conversation?"), queryset=None, required=False
    )
    address = forms.CharField(
        label=_("Or paste the address of the other conversation"), max_length=300, required=False
    )

    def __init__(self, *args, topic, reader, **kwargs):
        super().__init__(*args, **kwargs)
        alike = Topic.objects.visible_to(reader).filter(
            network=topic.network,
            forum__audience=topic.forum.audience,
            kind__in=(Topic.Kind.TALK, Topic.Kind.QUESTION),
            shows_title=True,
        )
        self.fields["other"].queryset = alike.exclude(pk=topic.pk)

    @property
    def latest(self):
        return self.fields["other"].queryset.order_by("-last_post_at")[:LATEST]

    def clean(self):
        data = super().clean()
        if address := data.get("address"):
            found = re.search(r"/gesprekken/(\d{1,18})-", address, re.ASCII)
            others = self.fields["other"].queryset
            data["other"] = others.filter(pk=found[1]).first() if found else None
            if data["other"] is None:
                raise ValidationError(
                    _("These two cannot be put together. Is it the address of a conversation?")
                )
        elif not data.get("other") and not self.errors:
            raise ValidationError(_("Choose a conversation."))
        return data

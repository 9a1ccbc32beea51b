"""What people write: an answer, the beginning of a conversation, a change of either."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community import richtext
from community.access import can
from community.care import warning
from community.enclosures.forms import EnclosingForm
from community.people.models import without_unmet
from forums.fields import OnceField, SeenField, WrittenField
from forums.flood import ANSWERS, TOPICS
from forums.models import Enclosure, Forum, Post, Topic
from forums.models.nameless import written_by
from networks.mentions import MOST as MENTIONS
from networks.mentions import names_in
from networks.panels import subjects_of

TITLE, TEXT = 120, 5000  # characters
NEEDS = {Topic.Kind.SCHOOL: "forums.ask_school", Topic.Kind.ANNOUNCEMENT: "forums.announce"}


class ReplyForm(EnclosingForm):
    """An answer. Asks once before it takes what the writer may not mean; see ``_second_look``."""

    pace = ANSWERS
    rows = Enclosure.objects
    is_asking = False
    once = OnceField()
    seen = SeenField()
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    text = WrittenField(
        label=_("Your answer"),
        most=TEXT,
        empty=_("Write your answer first."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    nameless = forms.BooleanField(
        label=_("Without my name"),
        help_text=_("Other parents and the school do not see who you are."),
        required=False,
    )

    def __init__(self, *args, place, writer, **kwargs):
        super().__init__(*args, **kwargs)
        self.writer, self.place = writer, place
        self.is_preview = "preview" in self.data
        if not can(writer, "forums.nameless", place):
            del self.fields["nameless"]

    def clean(self):
        data = super().clean()
        self._look_along(data)
        seen, is_sure = data.pop("seen", None), data.pop("sure", False)
        if self.errors or self.is_preview or Post.objects.said(data["once"], data["text"]):
            return data
        asked = "" if is_sure else self._second_look(seen, data["text"])
        if refusal := asked or self.pace.refusal(self.writer, data["text"]) or self._haste():
            raise ValidationError(refusal)
        return data

    def _haste(self):
        """Why one waits in a conversation that moderators slowed down."""
        slows = isinstance(self.place, Topic) and self.place.is_slow
        if not slows or can(self.writer, "forums.moderate", self.place):
            return ""
        return self.place.haste(self.writer)

    def _look_along(self, data):
        """A photo needs no words. A voice needs a name, because people know it (UX D12), and so
        does a paper: it may say inside who wrote it."""
        if self.enclosures and self.has_error("text", "required"):
            del self.errors["text"]
            data["text"] = ""
        kinds = {row.kind for row in self.enclosures} if data.get("nameless") else set()
        if "voice" in kinds:
            sentence = _("People know your voice. Send it with your name, or write it.")
            self.add_error("nameless", sentence)
        if "paper" in kinds:
            sentence = _("Your name may stand in this file. Send it with your name, or leave it.")
            self.add_error("nameless", sentence)

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(names_in(text)) > MENTIONS:
            raise ValidationError(_("Call five parents with @ at the most."))
        return text

    def _second_look(self, seen, text):
        """What the writer should know before it stands there; the same button then sends it."""
        asked = self._news(seen) or warning(text)
        self.is_asking = bool(asked)
        if asked:
            self.data = {**self.data.dict(), "sure": "1"}
        return asked

    def _news(self, seen):
        """Answers of others since the page was made on which this was written."""
        if not isinstance(self.place, Topic) or seen is None:
            return ""
        others = self.place.posts.shown().exclude(written_by(self.writer, self.place.pk))
        number = without_unmet(others, self.writer, "author").filter(pk__gt=seen).count()
        return number and ngettext(
            "While you wrote, %(n)d answer was added. Read it above, or send yours now.",
            "While you wrote, %(n)d answers were added. Read them above, or send yours now.",
            number,
        ) % {"n": number}


class TopicForm(ReplyForm):
    pace = TOPICS
    field_order = ["kind", "title", "text", "forum", "nameless"]
    kind = forms.ChoiceField(
        label=_("What do you want to do?"), choices=Topic.Kind.choices, widget=forms.RadioSelect
    )
    title = WrittenField(
        label=_("Your question or story in one sentence"),
        most=TITLE,
        empty=_("Write in one sentence what it is about."),
    )
    text = WrittenField(
        label=_("Tell more"),
        help_text=_("Do not write down names of children."),
        most=TEXT,
        empty=_("Tell a bit more. One sentence is enough."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    forum = forms.ModelChoiceField(
        label=_("Where does it belong?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it belongs.")},
    )
    about = forms.ChoiceField(label=_("Does it belong to a theme of the school?"), required=False)
    passed_on = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, network, writer, **kwargs):
        super().__init__(*args, place=network, writer=writer, **kwargs)
        forums = Forum.objects.visible_to(writer).filter(network=network)
        self.fields["forum"].queryset = forums
        self.fields["passed_on"].queryset = Post.objects.visible_to(writer).filter(
            topic__network=network
        )
        titles = [(one.key, one.title) for one in subjects_of(network).values()]
        self.fields["about"].choices = [("", _("No, it stands by itself")), *titles]
        self.fields["kind"].choices = [
            kind
            for kind in Topic.Kind.choices
            if can(writer, NEEDS.get(kind[0], "forums.start_topic"), network)
        ]
        first = forums.first()
        self.initial["forum"] = self.initial.get("forum") or first
        # A network without forums gets its first one together with its first topic, and questions
        # for the school have a place of their own.
        asks_school = self.data.get("kind") == Topic.Kind.SCHOOL
        self.fields["forum"].required = first is not None and not asks_school

    def clean_nameless(self):
        """What everybody hears of is signed."""
        nameless = self.cleaned_data["nameless"]
        if nameless and self.data.get("kind") == Topic.Kind.ANNOUNCEMENT:
            raise ValidationError(_("A message to everybody carries your name."))
        return nameless

    def clean_passed_on(self):
        """Only one's own words are passed on."""
        post = self.cleaned_data["passed_on"]
        return post if post is not None and post.is_by(self.writer) else None

    @property
    def shown_text(self):
        """The text as it will stand on the page, for who looks first."""
        return richtext.preview(self.cleaned_data["text"])


class EditForm(forms.Form):
    """One's own post again; ``title`` only for the first of a topic."""

    title = TopicForm.base_fields["title"]
    text = WrittenField(
        label=_("Your text"),
        most=TEXT,
        empty=_("Write your text first. Or take it back."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, post, **kwargs):
        initial = {"title": post.topic.title, "text": post.text}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["text"].required = not post.brings
        if not post.is_first:
            del self.fields["title"]

"""The few building blocks of a school's pages: enough to say it, too few to break it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["bold", "italic", "link", "ol", "ul", "h3"]
FILMS, SOUNDS, CAPTIONS = {"mp4", "webm"}, {"mp3", "m4a"}, {"vtt"}


class TextBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    text = blocks.RichTextBlock(
        features=RICH_TEXT, label=_("Text"), help_text=_("Short sentences. One thing at a time.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Heading with text")
        template = "cms/blocks/text.html"


class QuestionsBlock(blocks.StructBlock):
    questions = blocks.ListBlock(
        blocks.CharBlock(max_length=160, label=_("Question")), min_num=1, max_num=8
    )

    class Meta:
        icon = "help"
        label = _("Questions to talk about")
        template = "cms/blocks/questions.html"


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        max_length=80,
        label=_("Words of the link"),
        help_text=_("Say where the link goes, not “click here”."),
    )
    url = blocks.URLBlock(label=_("Web address"))

    class Meta:
        icon = "link"
        label = _("Link")
        template = "cms/blocks/link.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=200,
        label=_("What is in the picture?"),
        help_text=_("For who cannot see it. A child in the picture? Ask the parents first."),
    )
    caption = blocks.CharBlock(max_length=200, required=False, label=_("Line below the picture"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class FilmBlock(blocks.StructBlock):
    """Film or sound that a school made, never without its text."""

    title = blocks.CharBlock(max_length=80, label=_("What is it about?"))
    file = DocumentChooserBlock(
        label=_("The film or the sound"), help_text=_("A film as mp4 or webm, sound as mp3 or m4a.")
    )
    captions = DocumentChooserBlock(
        required=False, label=_("Subtitles of the film"), help_text=_("A file that ends in .vtt.")
    )
    text = blocks.RichTextBlock(
        features=RICH_TEXT,
        label=_("What is said, as text"),
        help_text=_("For who cannot hear it, and for who would rather read."),
    )

    class Meta:
        icon = "media"
        label = _("Film or sound")
        template = "cms/blocks/film.html"

    def clean(self, value):
        facts = super().clean(value)
        wrong = {}
        kind = _end(facts["file"])
        if kind not in FILMS | SOUNDS:
            wrong["file"] = ValidationError(_("Choose a file that ends in mp4, webm, mp3 or m4a."))
        if kind in FILMS and not facts["captions"]:
            wrong["captions"] = ValidationError(
                _("This film has no subtitles yet. Without text it cannot be here.")
            )
        if facts["captions"] and _end(facts["captions"]) not in CAPTIONS:
            wrong["captions"] = ValidationError(_("Choose a file that ends in vtt."))
        if wrong:
            raise StructBlockValidationError(block_errors=wrong)
        return facts

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "is_film": _end(value["file"]) in FILMS}


def _end(document):
    return document.file_extension.lower() if document else ""


class MaterialBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("What is it?"))
    document = DocumentChooserBlock(label=_("The file"))
    text = blocks.CharBlock(
        max_length=200,
        label=_("What does it say, in one sentence?"),
        help_text=_("For who cannot open the file."),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Paper to read or print")
        template = "cms/blocks/material.html"


class MaterialsBlock(blocks.StreamBlock):
    material = MaterialBlock()

    class Meta:
        max_num = 12


class LinesBlock(blocks.StreamBlock):
    line = blocks.CharBlock(max_length=160, label=_("One line"))

    class Meta:
        max_num = 8


class ContactBlock(blocks.StructBlock):
    BACK = [
        ("same_day", _("calls back on the same day")),
        ("next_day", _("calls back on the next school day")),
        ("three_days", _("calls back within three school days")),
    ]

    name = blocks.CharBlock(max_length=60, label=_("Name"))
    role = blocks.CharBlock(max_length=80, label=_("Role at the school"))
    group = blocks.CharBlock(
        max_length=40, required=False, label=_("Group or subject"), help_text=_("Group 5, or gym.")
    )
    hours = blocks.CharBlock(max_length=120, label=_("When can parents reach this person?"))
    calls_back = blocks.ChoiceBlock(
        choices=BACK, required=False, label=_("Who leaves a message, is called back when?")
    )
    text = blocks.CharBlock(max_length=200, required=False, label=_("What for?"))

    class Meta:
        icon = "user"
        label = _("Person")
        template = "cms/blocks/person.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "calls_back": dict(self.BACK).get(value.get("calls_back"), "")}


class ContactsBlock(blocks.StreamBlock):
    person = ContactBlock()

    class Meta:
        max_num = 40


class ThemeBody(blocks.StreamBlock):
    text = TextBlock()
    questions = QuestionsBlock()
    film = FilmBlock()
    material = MaterialBlock()
    link = LinkBlock()
    picture = PictureBlock()
    person = ContactBlock(label=_("Somebody to call"))


class NewsBody(blocks.StreamBlock):
    text = TextBlock()
    material = MaterialBlock()
    link = LinkBlock()
    picture = PictureBlock()


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Step"))
    text = blocks.CharBlock(max_length=300, label=_("What happens?"))
    outside = blocks.BooleanBlock(required=False, label=_("This person is not of the school"))

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()

    class Meta:
        max_num = 6


class ActivityBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=160, label=_("What do we do?"))
    day = blocks.DateBlock(required=False, label=_("On which day?"))
    done = blocks.BooleanBlock(required=False, label=_("It is done"))

    class Meta:
        icon = "date"
        label = _("Activity")


class GoalBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("What do we want to reach?"))
    activities = blocks.ListBlock(ActivityBlock(), min_num=1, max_num=8, label=_("Activities"))
    evaluate_on = blocks.DateBlock(
        label=_("When do we look how it went?"), help_text=_("We remind you in that week.")
    )
    outcome = blocks.CharBlock(
        max_length=300,
        required=False,
        label=_("How did it go?"),
        help_text=_("Fill in on that day."),
    )

    class Meta:
        icon = "success"
        label = _("Goal")


class GoalsBlock(blocks.StreamBlock):
    goal = GoalBlock()

    class Meta:
        max_num = 8

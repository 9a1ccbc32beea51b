"""Fields that keep what people typed, and that one press of a button counts once."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class WrittenField(forms.CharField):
    """Text somebody typed. Too long is said afterwards: a browser would cut off a paste."""

    def __init__(self, *, most, empty, **options):
        super().__init__(error_messages={"required": empty}, **options)
        self.most = most

    def validate(self, value):
        super().validate(value)
        if over := max(len(value) - self.most, 0):
            sentence = ngettext(
                "Your text is too long. Make it %(over)d letter shorter.",
                "Your text is too long. Make it %(over)d letters shorter.",
                over,
            )
            raise ValidationError(sentence % {"over": over})


class OnceField(forms.UUIDField):
    """A mark that comes along with every press of one button; a broken one is none."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, initial=uuid4)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class SeenField(forms.IntegerField):
    """The key of the last post on the page on which somebody wrote; a broken one is none."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, min_value=0, max_value=2**62)

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return None

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

LARGEST = 200  # MB: ten minutes of film as a phone makes it, made smaller once


class PaperForm(BaseDocumentForm):
    """Of papers, films and sound of schools."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST << 20:
            said = {"most": LARGEST}
            raise ValidationError(
                _("This file is larger than %(most)d MB. Make the film shorter or smaller."),
                code="large",
                params=said,
            )
        return file

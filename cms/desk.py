"""Our own pages among Wagtail's: what parents sent, other languages, and help with writing."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from cms import plain_words
from cms.models import Reading, Suggestion
from cms.models.translated import Translatable
from community.people.languages import SPOKEN

KINDS = {"voorstel": Suggestion, "opname": Reading}
MOST_TEXT = 20_000  # letters that are looked at in one go
DECIDED = 10


class WordForm(forms.Form):
    """Yes, or no with a word; who sent it reads that."""

    says_yes = forms.BooleanField(required=False)
    word = forms.CharField(max_length=300, required=False)

    def clean(self):
        facts = super().clean()
        if not facts.get("says_yes") and not facts.get("word"):
            self.add_error("word", gettext_lazy("Write why not. The parent reads this."))
        return facts


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[(one.code, one.name) for one in SPOKEN])


@require_safe
def inbox(request):
    return _inbox(request)


@require_POST
def judge(request, kind, sent):
    if kind not in KINDS:
        raise Http404
    thing = get_object_or_404(KINDS[kind].objects.to_judge(request.user), pk=sent)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _inbox(request, wrong=(kind, thing.pk, form), status=422)
    try:
        if form.cleaned_data["says_yes"]:
            thing.accept(by=request.user, word=form.cleaned_data["word"])
        else:
            thing.refuse(form.cleaned_data["word"], by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, gettext("Done. The parent hears what you said."))
    return redirect("cms_desk")


def _inbox(request, wrong=(None, None, None), status=200):
    kind, pk, form = wrong
    waiting = [
        (name, one, form if (name, one.pk) == (kind, pk) else None)
        for name, model in KINDS.items()
        for one in model.objects.to_judge(request.user).select_related("portal", "by", "page")
    ]
    decided = Suggestion.objects.visible_to(request.user).exclude(standing="waiting")
    context = {"waiting": waiting, "decided": decided.order_by("-decided_at")[:DECIDED]}
    return render(request, "cms/admin/inbox.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request, page_id):
    """The languages of a page; a new one begins as a draft with the words of the source."""
    page = get_object_or_404(Page.objects.filter(pk=page_id)).specific
    if not isinstance(page, Translatable) or page.translation_of_id:
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied("cms.translate")
    form = LanguageForm(request.POST or None)
    if form.is_valid():
        made = page.translation_into(form.cleaned_data["language"], by=request.user)
        return redirect("wagtailadmin_pages:edit", made.pk)
    return render(request, "cms/admin/languages.html", {"page": page})


@require_POST
def advice(request):
    """What could be plainer in a text that is being written. Nothing of it is kept."""
    text = request.POST.get("text", "")[:MOST_TEXT]
    return JsonResponse(plain_words.look_at(text).as_json())

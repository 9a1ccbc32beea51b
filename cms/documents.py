"""Papers, films and sound of schools: private, until a page that everybody reads shows them."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from cms.gate import is_editor, own
from community.enclosures.serving import serve

Document = get_document_model()

# What a browser may show by itself. Everything else, HTML and SVG first of all, is a download.
SHOWN = {
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
DOWNLOAD = "application/octet-stream"


@login_not_required
@require_safe
def document(request, document_id, document_filename):
    """The file, whole or the piece a player asks for; 404 for who may not have it."""
    found = get_object_or_404(Document, pk=document_id)
    public = is_published(found)
    if found.filename != document_filename or not (public or _is_own(found, request.user)):
        raise Http404
    answer = _hand_out(request, found)
    patch_cache_control(answer, **({"public": True} if public else {"private": True}), max_age=300)
    return answer


def is_published(document):
    """Whether a live page points at it; a draft does not."""
    of_pages = ContentType.objects.get_for_model(Page)
    points = ReferenceIndex.get_references_to(document).filter(base_content_type=of_pages)
    pages = {int(key) for key in points.values_list("object_id", flat=True)}
    return Page.objects.live().public().filter(pk__in=pages).exists()


def _is_own(document, user):
    edits = user.is_authenticated and is_editor(user)
    return edits and own(Document, user).filter(pk=document.pk).exists()


def _hand_out(request, document):
    kind = SHOWN.get(document.file_extension.lower())

    @condition(etag_func=lambda request: f'"{document.get_file_hash()}"')
    def whole_or_piece(request):
        facts = {"name": document.filename, "kind": kind or DOWNLOAD, "download": kind is None}
        return serve(request, document.file, **facts)

    return whole_or_piece(request)

from types import SimpleNamespace

import pytest
from django.core.files.images import ImageFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from cms.portal import open_portal


def files_of(portal, word):
    """A picture and a document in the collection of one school."""
    collection = Collection.objects.get(name__endswith=f"({portal.school.code})")
    picture = ImageFile(get_test_image_file().file, name=f"{word}.png")
    return SimpleNamespace(
        image=Image.objects.create(title=f"{word} foto", file=picture, collection=collection),
        document=Document.objects.create(
            title=f"{word} brief", file=picture, collection=collection
        ),
    )


@pytest.fixture
def schools(cast):
    """Two schools with a page: Karin edits De Lindeboom, Ruud edits Het Kompas."""
    lindeboom = open_portal(cast.lindeboom.school, by=cast.beheer, editors=[cast.karin])
    kompas = open_portal(cast.kompas.school, by=cast.beheer, editors=[cast.ruud])
    return SimpleNamespace(lindeboom=lindeboom, kompas=kompas)

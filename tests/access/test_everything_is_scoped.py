"""Every model with a page of its own knows its readers."""

from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from community.access import Visible
from tests.architecture.house import PACKAGES


def ours_with_a_page():
    for model in apps.get_models():
        is_ours = model.__module__.split(".")[0] in PACKAGES
        if is_ours and "get_absolute_url" in vars(model):
            yield model


def test_models_with_a_page_have_visible_to():
    open_by_design = {"Invitation"}  # whoever holds the code may read it
    unscoped = {
        model.__name__
        for model in ours_with_a_page()
        if not isinstance(model._default_manager.get_queryset(), Visible)
    }
    assert unscoped == open_by_design


def test_a_visitor_sees_no_row_of_any_scoped_model(cast):
    for model in apps.get_models():
        manager = model._default_manager
        if hasattr(manager, "visible_to"):
            assert list(manager.visible_to(AnonymousUser())) == [], model

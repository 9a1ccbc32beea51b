import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site, Workflow, WorkflowPage

from cms import tree

TREE = ["/", "/home/", "/home/scholen/", "/home/uitleg/", "/home/praktijk/"]


def addresses():
    return list(Page.objects.order_by("path").values_list("url_path", flat=True))


@pytest.mark.django_db
def test_a_fresh_database_has_home_and_lists_and_no_welcome_page():
    assert addresses() == TREE
    assert Site.objects.get().root_page.url_path == "/home/"


@pytest.mark.django_db
def test_nothing_of_wagtails_own_groups_and_workflow_is_left_to_inherit():
    assert not Group.objects.exists()
    assert not GroupPagePermission.objects.exists()
    assert not Workflow.objects.exists()
    assert not WorkflowPage.objects.exists()


@pytest.mark.django_db
def test_planting_again_changes_nothing_and_costs_little(django_assert_num_queries):
    with django_assert_num_queries(7):  # with the savepoint around them
        tree.plant()

    assert addresses() == TREE


@pytest.mark.django_db(transaction=True)
def test_the_tree_comes_back_after_everything_was_flushed(client):
    call_command("flush", interactive=False, verbosity=0)

    assert addresses() == TREE
    assert client.get("/").status_code == 200
    assert not Group.objects.exists()

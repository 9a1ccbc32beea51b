"""Signals of code that cannot be told otherwise, each one line."""

from cms import publishing, tree


def plant_tree(sender, **kwargs):
    tree.plant()


def page_published(sender, instance, revision, **kwargs):
    publishing.published(instance, revision)


def page_unpublished(sender, instance, **kwargs):
    publishing.taken_away(instance)


def page_moved(sender, instance, **kwargs):
    publishing.taken_away(instance)

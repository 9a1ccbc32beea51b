"""Django's own signal after ``migrate`` and ``flush``: the pages are there from the start."""

from cms import tree


def plant_tree(sender, **kwargs):
    tree.plant()

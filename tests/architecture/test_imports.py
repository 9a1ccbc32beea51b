"""Arrows point down."""

import ast

import pytest

from tests.architecture.house import DEPTH, imports, modules, place, tree

OURS = [pytest.param(module, path, id=module) for module, path in modules()]


@pytest.mark.parametrize(("module", "path"), OURS)
def test_a_module_imports_only_from_below(module, path):
    if module in ("community", "networks.chat"):
        return  # empty packages
    here = place(module)
    assert here, f"{module} has no place on the map"
    if DEPTH[here] == 0:
        return  # the top row puts everything together
    upward = {
        imported
        for imported in imports(path)
        if (there := place(imported)) and there != here and DEPTH[there] <= DEPTH[here]
    }
    assert upward == set()


@pytest.mark.parametrize(("module", "path"), OURS)
def test_imports_stand_at_the_top(module, path):
    inside = [
        node.lineno
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    # Receivers can only be imported once the apps are ready.
    allowed = 1 if module.endswith(".apps") else 0
    assert len(inside) <= allowed, f"{path}: imports inside functions at lines {inside}"

"""Every verb of the ledger has its notice and its words, and nothing else has."""

import ast
from collections import Counter

from django.template.loader import get_template

from cms import notices as page_notices
from community.access import RULES
from community.activity.notices import NOTICES
from community.moderation import notices as moderation_notices
from networks import notices as network_notices
from networks.outreach import notices as outreach_notices
from ouderkamer.notices import SILENT
from tests.architecture.house import modules, tree


def first_arguments(name):
    """The literal first arguments of all calls of the function ``name``."""
    nodes = (node for _module, path in modules() for node in ast.walk(tree(path)))
    for node in nodes:
        is_call = isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name
        if is_call and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def test_every_verb_that_is_recorded_has_a_notice():
    parts = (network_notices, page_notices, outreach_notices, moderation_notices)
    silent = {*SILENT, *(verb for part in parts for verb in part.SILENT)}
    assert set(first_arguments("record")) == {*NOTICES, *silent}


def test_every_notice_has_words():
    for verb in NOTICES:
        get_template(f"notices/{verb}.txt")


def test_every_rule_that_is_asked_exists_and_is_written_once():
    written = Counter(first_arguments("rule"))
    assert set(written) == set(RULES)
    assert set(written.values()) == {1}

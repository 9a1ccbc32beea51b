"""Smells of STYLE section 2 that a machine can see."""

import ast
import re

import pytest

from tests.architecture.house import DRAWERS, ROOT, imports, modules, tree

OURS = [pytest.param(module, path, id=module) for module, path in modules()]
INCLUDE = re.compile(r'{% include "([^"]+)"([^%]*)%}')
TEMPLATES = [
    pytest.param(path, id=str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*"))
    if path.suffix in (".html", ".txt")
]
SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
ELEMENT_LINES, MODULE_LINES, FUNCTION_LINES, VIEW_LINES = 100, 250, 25, 15


def calls(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize(("module", "path"), OURS)
def test_no_drawers(module, path):
    assert not DRAWERS & set(module.split("."))
    classes = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    heaps = [n for n in classes if re.search(r"(Handler|Helper|Service|Mixin|Utils)$", n)]
    assert heaps == []


@pytest.mark.parametrize(("module", "path"), OURS)
def test_only_richtext_marks_a_string_safe(module, path):
    safe = {"mark_safe", "SafeString", "SafeText", "html_safe"}
    found = {call for call in calls(path) if call.rsplit(".", 1)[-1] in safe}
    assert module == "community.richtext" or found == set()


@pytest.mark.parametrize(("module", "path"), OURS)
def test_only_live_touches_the_channel_layer(module, path):
    text = path.read_text(encoding="utf-8")
    assert module in ("community.live", "community.hub") or not re.search(
        r"group_send|get_channel_layer", text
    )


@pytest.mark.parametrize(("module", "path"), OURS)
def test_signals_of_models_have_no_receivers(module, path):
    of_models = {
        name.rsplit(".", 1)[-1]
        for name in imports(path)
        if name.startswith("django.db.models.signals.")
    }
    assert of_models <= {"post_migrate"}
    assert "@receiver" not in path.read_text(encoding="utf-8") or module.endswith(".receivers")


@pytest.mark.parametrize(("module", "path"), OURS)
def test_content_has_no_back_door(module, path):
    text = path.read_text(encoding="utf-8")
    frame = module.startswith(
        ("community.accounts", "community.management", "community.demo", "community.operating")
    )
    assert frame or module.startswith("cms") or not re.search(r"is_superuser|is_staff", text)
    assert "has_perm(" not in text or module.startswith("cms")


@pytest.mark.parametrize(("module", "path"), OURS)
def test_views_fetch_from_a_scope(module, path):
    if not re.search(r"\.(views|consumers|feeds)\b", module):
        return
    text = path.read_text(encoding="utf-8")
    bare = re.findall(r"get_object_or_404\([A-Z]\w+,|\b[A-Z]\w+\.objects\.(?:get|all)\(", text)
    assert module == "community.demo.views" or bare == []


@pytest.mark.parametrize(("module", "path"), OURS)
def test_modules_and_functions_stay_within_their_budget(module, path):
    lines = path.read_text(encoding="utf-8").count("\n")
    most = MODULE_LINES + 100 if module == "community.settings" else MODULE_LINES
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.body[0].lineno + 1 > FUNCTION_LINES
    }
    assert (lines <= most, long) == (True, {}), f"{path}: {lines} lines, long: {long}"


@pytest.mark.parametrize("path", TEMPLATES)
def test_templates_escape_and_carry_no_style_or_script(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape off|\|safeseq", text)
    if "emails" not in path.parts:  # mail programs know no style sheets
        assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=[\"']", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or "nonce=" in script


@pytest.mark.parametrize("path", TEMPLATES)
def test_partials_are_small_and_know_no_request(path):
    text = path.read_text(encoding="utf-8")
    if path.name.startswith("_"):
        assert text.count("\n") <= 60
        live = path.parent.name == "chat" and "_message" in path.name
        assert not (live and re.search(r"\brequest\b|\buser\b|\bperms\b", text))
    else:
        assert text.count("\n") <= 130


def sends_a_form(path):
    """Whether this template, or one it includes, holds a form that needs the token."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""  # some are Django's own
    parts = (ROOT / "templates" / part for part, _facts in INCLUDE.findall(text))
    return "{% csrf_token %}" in text or any(map(sends_a_form, parts))


@pytest.mark.parametrize("path", TEMPLATES)
def test_partials_that_send_a_form_are_given_the_token(path):
    """With ``only`` it does not come along by itself, and the test client would not notice."""
    forgotten = {
        part
        for part, facts in INCLUDE.findall(path.read_text(encoding="utf-8"))
        if " only" in facts
        and "csrf_token=csrf_token" not in facts
        and sends_a_form(ROOT / "templates" / part)
    }
    assert forgotten == set()


def test_style_sheets_keep_the_peace():
    allowed = {"reset.css", "utilities.css", "print.css"}  # these must win from any layer
    for path in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert "!important" not in text or path.name in allowed, path
        assert not re.search(r"(^|[\s,}])#[a-z][\w-]*[^{};]*\{", text), f"{path}: id selector"
        if path.name not in ("tokens.css", "dark.css", "print.css"):
            assert not re.search(r":[^;{}]*#[0-9a-f]{3,8}\b", text, re.I), f"{path}: colour"
        physical = r"(margin|padding|border)-(left|right)|(^|[\s;{])(left|right)\s*:"
        assert not re.search(physical, text), f"{path}: left or right"


def test_scripts_are_furniture():
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", text), path
        assert text.count("\n") <= ELEMENT_LINES + 20, path


def test_every_element_is_in_the_file_of_its_name():
    """By which a page fetches it when its tag comes."""
    for path in SCRIPTS:
        if path.parent.name == "elements":
            tags = re.findall(
                r'customElements\.define\("([^"]+)"', path.read_text(encoding="utf-8")
            )
            assert tags == [path.stem]

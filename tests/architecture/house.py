"""The map of the house and the ways to walk through its code."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("community", "networks", "forums", "ouderkamer", "cms")

# From top to bottom: a module may import from rows below its own (ARCHITECTURE 3, DECISIONS).
LAYERS = [
    {
        "community.urls",
        "community.asgi",
        "community.wsgi",
        "community.settings",
        "community.apps",
        "community.checks",
        "community.views",
        "community.management",
        "community.operating",
        "community.phone",
        "community.running",
        "community.demo",
    },
    {"cms"},
    {"networks.outreach"},
    {"forums", "ouderkamer", "networks.chat"},
    {"networks"},
    {"community.moderation", "community.search"},
    {"community.activity"},
    {"community.notifications"},
    {"community.people"},
    {"community.accounts"},
    {"community.mail", "community.templatetags"},
    {"community.enclosures", "community.schedule"},
    {
        "community.access",
        "community.care",
        "community.prepared",
        "community.languages",
        "community.limits",
        "community.memory",
        "community.live",
        "community.privacy",
        "community.richtext",
        "community.sealing",
        "community.static_files",
        "community.stops",
    },
    {"community.hearing", "community.hub"},
    {"community.presence"},
]
DEPTH = {name: depth for depth, names in enumerate(LAYERS) for name in names}

MODULE_NAMES = {
    *["models", "rules", "forms", "views", "urls", "consumers", "feeds", "tasks"],
    *["notices", "sources", "indicators", "personal", "panels", "mail"],
    *["receivers", "checks", "admin", "apps", "templatetags", "management", "migrations"],
}
DRAWERS = {
    *["utils", "util", "helpers", "helper", "services", "service", "managers", "manager"],
    *["common", "core", "mixins", "mixin", "signals", "misc", "shared", "base", "lib"],
}


def place(module):
    """The entry of the map that holds this dotted name, or None for foreign code."""
    parts = module.split(".")
    candidates = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((name for name in candidates if name in DEPTH), None)


def modules():
    """Pairs of dotted name and path of every module that is ours, migrations left out."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                parts = path.relative_to(ROOT).with_suffix("").parts
                yield ".".join(part for part in parts if part != "__init__"), path


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path):
    """Dotted names a module imports, also inside its functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)

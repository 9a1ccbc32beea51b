"""The invented people and their conversations, as written in ``content/*.toml``."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


@cache
def read(name):
    """The file ``content/<name>.toml`` as a dict; its keys are in the file's own comments."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static

from community import richtext

register = template.Library()


@register.simple_tag
@cache
def import_map():
    """Bare module names to their (hashed) files: every ``.js`` below ``static/js``.

    ``import "elements/chat-log"`` then works with and without hashed file names.
    """
    folder = Path(settings.STATICFILES_DIRS[0])
    modules = {
        path.relative_to(folder / "js").with_suffix("").as_posix(): static(
            path.relative_to(folder).as_posix()
        )
        for path in sorted((folder / "js").rglob("*.js"))
    }
    return richtext.script_json({"imports": modules})

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve


@login_not_required
@require_safe
@cache_control(max_age=30 * 24 * 3600, public=True)
def picture(request, name):
    """A picture as pages show it: made smaller, without what the camera wrote into it."""
    return serve(request, name, document_root=Path(settings.MEDIA_ROOT) / "images")

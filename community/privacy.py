"""Pages of signed-in people stay on their own screen."""

from django.utils.cache import patch_cache_control


class PrivatePages:
    """Keep what members see out of shared caches, the back button of others and search engines."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
            response.setdefault("X-Robots-Tag", "noindex")
        return response

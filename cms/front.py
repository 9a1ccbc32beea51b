"""Public pages for whoever is not signed in, kept ready for a minute.

What is kept holds the secrets of the request it was made for: the nonce of its scripts and the
token of its forms. They are cut out before it is kept, and those of each reader are put in.
"""

from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

FRESH = 60  # seconds: dates of networks stand on these pages too
GENERATION = "cms.front.generation"
NONCE, TOKEN = b"\x00nonce\x00", b"\x00token\x00"


def kept_ready(view):
    """Answer visitors from memory. Everything else, and whatever is not a page, goes on."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if not _is_visit(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        if (body := cache.get(key)) is None:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response = response.render()
            if response.status_code != 200 or not _is_page(response):
                return response
            body = _without_secrets(request, response.content)
            cache.set(key, body, FRESH)
        return HttpResponse(_with_secrets(request, body))

    return answer


def forget():
    """From now on every page is made anew."""
    cache.set(GENERATION, _number() + 1, None)


def _number():
    return cache.get(GENERATION, 0)


def _is_visit(request):
    """Nobody is signed in, nothing is waiting to be told, and nothing is asked of the page."""
    cookies = settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
    return request.method in ("GET", "HEAD") and not cookies and not request.GET


def _key(request):
    where = f"{request.get_host()} {request.path} {get_language()}"
    return f"cms.front.{_number()}.{sha256(where.encode()).hexdigest()}"


def _is_page(response):
    return response["Content-Type"].startswith("text/html") and not response.cookies


def _without_secrets(request, body):
    body = body.replace(str(request.csp_nonce).encode(), NONCE)
    token = request.META.get("CSRF_COOKIE")
    return body if token is None else _cut_tokens(body)


def _cut_tokens(body):
    start = b'name="csrfmiddlewaretoken" value="'
    head, *parts = body.split(start)
    return head + b"".join(start + TOKEN + part[part.index(b'"') :] for part in parts)


def _with_secrets(request, body):
    body = body.replace(NONCE, str(request.csp_nonce).encode())
    return body.replace(TOKEN, get_token(request).encode()) if TOKEN in body else body

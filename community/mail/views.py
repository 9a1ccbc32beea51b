"""The door for text messages that come in."""

import hmac
import json
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from community.mail.texting import receive_text

LARGEST = 4096  # bytes


@csrf_exempt  # a gateway has no cookie; it signs what it brings
@login_not_required
@require_POST
def text_came(request):
    """``{"from": "+31…", "text": "JA", "id": …}``, signed with ``SMS_KEY`` in ``X-Signature`` (the
    hex of an HMAC-SHA256 of the body). Without a key there is no such door."""
    body = request.body[: LARGEST + 1]
    if not settings.SMS_KEY or len(body) > LARGEST:
        raise Http404
    wanted = hmac.new(settings.SMS_KEY.encode(), body, sha256).hexdigest()
    if not hmac.compare_digest(wanted, request.headers.get("X-Signature", "")):
        return HttpResponse(status=403)
    try:
        facts = json.loads(body)
        number, text, key = str(facts["from"]), str(facts["text"]), str(facts["id"])
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    receive_text(number, text[:200], key=f"text-{key}")
    return HttpResponse(status=204)

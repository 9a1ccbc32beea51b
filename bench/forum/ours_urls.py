"""All pages of the product, and ``/rijen/``: fifty rows of one query in a bare template."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from community.urls import urlpatterns as product
from forums.models import Topic

TEMPLATE = engines["django"].from_string(
    "<!doctype html><title>Rijen</title><table>{% for row in rows %}<tr><td>{{ row.pk }}</td>"
    "<td>{{ row.title }}</td><td>{{ row.last_post_at }}</td></tr>{% endfor %}</table>"
)


@login_not_required
def rows(request):
    return HttpResponse(TEMPLATE.render({"rows": Topic.objects.order_by("-pk")[:50]}))


urlpatterns = [path("rijen/", rows), *product]

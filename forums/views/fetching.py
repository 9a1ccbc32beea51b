"""What an address of a conversation names, if this reader may see it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from forums.models import Post, Topic
from networks.models import Network

require_page = require_http_methods(["GET", "HEAD", "POST"])


def network_at(request, slug):
    return get_object_or_404(Network.objects.visible_to(request.user), slug=slug)


def topic_at(request, network, pk):
    topics = Topic.objects.for_page(request.user)
    related = topics.select_related("network", "forum", "author", "answer")
    return get_object_or_404(related, network__slug=network, pk=pk)


def post_at(request, network, pk):
    posts = Post.objects.visible_to(request.user).select_related("topic__network")
    return get_object_or_404(posts, topic__network__slug=network, pk=pk)


def form_page(request, template, form, **context):
    status = 422 if form.errors else 200
    return render(request, template, {**context, "here": "talk", "form": form}, status=status)

"""What an address of a conversation names, if this reader may see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from forums.models import Post, Topic
from networks.models import Network

require_page = require_http_methods(["GET", "HEAD", "POST"])


def network_at(request, slug):
    return get_object_or_404(Network.objects.visible_to(request.user), slug=slug)


def topic_at(request, network, pk):
    network = network_at(request, network)
    topics = Topic.objects.for_page(request.user).filter(network=network)
    here = topics.select_related("forum", "answer", "summary_by").defer(
        "answer__text", "answer__html"
    )
    topic = _as_it_is_now(here, pk)
    topic.network = network
    return topic


def topic_to_answer(request, network, pk):
    """The same without what only a page shows, which is most of what ``topic_at`` costs."""
    topics = Topic.objects.for_page(request.user).filter(network__slug=network)
    return _as_it_is_now(topics.select_related("network", "forum"), pk)


def _as_it_is_now(topics, pk):
    """An old address of two that are one now leads to what they became, also for an answer that
    was being written meanwhile."""
    topic = topics.filter(pk=pk).first() or topics.filter(merged=pk).first()
    if topic is None:
        raise Http404
    return topic


def moved_post(request, network, topic, pk):
    """The post that an old address names, when it stands in another conversation by now."""
    posts = Post.objects.visible_to(request.user).filter(topic__network__slug=network, pk=pk)
    return posts.select_related("topic__network").exclude(topic=topic).first()


def post_at(request, network, pk):
    posts = Post.objects.visible_to(request.user).select_related("topic__network")
    return get_object_or_404(posts, topic__network__slug=network, pk=pk)


def form_page(request, template, form, **context):
    status = 422 if form.errors else 200
    return render(request, template, {**context, "here": "talk", "form": form}, status=status)

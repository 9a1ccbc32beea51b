"""What an address of a conversation names, if this reader may see it."""

from functools import partial

from django.db.models import CharField, DateTimeField
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from community.prepared import ForReader, Given, Prepared
from forums.met import as_met_by
from forums.models import Post, Topic
from forums.models.topics import news_since
from networks.models import Network

require_page = require_http_methods(["GET", "HEAD", "POST"])
SLUG = Given("slug", CharField())


@Prepared
def _networks():
    return Network.objects.visible_to(Given("reader")).filter(slug=SLUG)


def _topics_at(pk, related, reader):
    """What is at a key, as it is now: an old address of two that are one leads to what they
    became, also for an answer that was being written meanwhile."""
    topics = Topic.objects.for_page(reader, Given("since", DateTimeField()))
    here = topics.filter(network__slug=SLUG, **{pk: Given("pk")}).select_related(*related)
    return here.defer("answer__text", "answer__html") if "answer" in related else here


def _at(*related):
    return [ForReader(Prepared, partial(_topics_at, pk, related)) for pk in ("pk", "merged")]


_shown, _answered = _at("forum", "answer", "summary_by"), _at("network", "forum")


def network_at(request, slug):
    found = _networks(reader=request.user.pk, slug=slug)
    if not found:
        raise Http404
    return found[0]


def topic_at(request, network, pk):
    network = network_at(request, network)
    (topic,) = as_met_by(request.user, [_first(_shown, request, network.slug, pk)])
    topic.network = network
    return topic


def topic_to_answer(request, network, pk):
    """The same without what only a page shows, which is most of what ``topic_at`` costs."""
    return _first(_answered, request, network, pk)


def _first(questions, request, network, pk):
    facts = {"slug": network, "pk": pk, "since": news_since()}
    for question in questions:
        if found := question(request.user, **facts):
            return found[0]
    raise Http404


def moved_post(request, network, topic, pk):
    """The post that an old address names, when it stands in another conversation by now."""
    return next(iter(_moved(request.user, slug=network, topic=topic, pk=pk)), None)


@partial(ForReader, Prepared)
def _moved(reader):
    posts = Post.objects.visible_to(reader).filter(topic__network__slug=SLUG, pk=Given("pk"))
    return posts.select_related("topic__network").exclude(topic=Given("topic"))


def post_at(request, network, pk):
    posts = Post.objects.visible_to(request.user).select_related("topic__network")
    return get_object_or_404(posts, topic__network__slug=network, pk=pk)


def own_words(request, network, pk):
    """``{text, title}`` of what the reader wrote and a moderator hid, to say it differently."""
    said = pk and Post.objects.filter(topic__network__slug=network, pk=pk).first()
    if not said or not said.is_by(request.user):
        return {"text": "", "title": ""}
    return {"text": said.text, "title": said.topic.title if said.is_first else ""}


def form_page(request, template, form, **context):
    status = 422 if form.errors else 200
    return render(request, template, {**context, "here": "talk", "form": form}, status=status)

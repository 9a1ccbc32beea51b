from django.urls import include, path

from forums.views import (
    decisions,
    drafts,
    enclosures,
    feeds,
    names,
    posts,
    school,
    subjects,
    topics,
)

a_topic = [
    path("", topics.topic, name="topic"),
    path("antwoord/", topics.reply, name="reply"),
    path("namen/", topics.names, name="names"),
    path("gelezen/", topics.mark_read, name="mark_read"),
    path("volg/", topics.watch, name="watch"),
    path("besluit/", decisions.decide, name="decide"),
    path("in-het-kort/", decisions.summarise, name="summarise"),
    path("verplaats/", decisions.move, name="move"),
    path("verdeel/", decisions.split, name="split"),
    path("voeg-samen/", decisions.merge, name="merge"),
    path("sluit/", topics.close, name="close"),
    path("heropen/", topics.reopen, name="reopen"),
    path("zet-bovenaan/", topics.pin, name="pin"),
    path("school/gelezen/", school.read, name="school_read"),
    path("school/antwoord/", school.answer, name="school_answer"),
    path("school/later/", school.delay, name="school_delay"),
    path("school/gehoord/", school.feel, name="school_heard"),
    path("zet-los/", topics.unpin, name="unpin"),
]
a_post = [
    path("", posts.post, name="post"),
    path("reageer/", posts.react, name="react"),
    path("hielp/", posts.settle, name="settle"),
    path("verander/", posts.edit, name="edit"),
    path("in-woorden/", enclosures.write_out, name="write_out"),
    path("vraag-om-tekst/", enclosures.ask_text, name="ask_text"),
    path("haal-weg/", posts.take_back, name="take_back"),
    path("zet-terug-eigen/", posts.put_back, name="put_back"),
    path("geschiedenis/", posts.versions, name="versions"),
    path("geschiedenis/<int:version>/verberg/", posts.hide_version, name="hide_version"),
    path("naam/", names.name, name="name"),
    path("naam/<int:opening>/eens/", names.agree, name="agree"),
    path("verberg/", posts.hide, name="hide"),
    path("zet-terug/", posts.restore, name="restore"),
]

app_name = "forums"
urlpatterns = [
    path("", topics.topics, name="topics"),
    path("concept/", drafts.draft, name="draft"),
    path("nieuw/", topics.topic_new, name="topic_new"),
    path("onderwerpen/", subjects.subjects, name="subjects"),
    path("onderwerpen/<int:pk>/", subjects.subject, name="subject"),
    path("onderwerpen/<int:pk>/hoger/", subjects.raise_subject, name="subject_up"),
    path("onderwerpen/<int:pk>/weg/", subjects.remove_subject, name="subject_remove"),
    path("school/", school.questions, name="school_questions"),
    path("school/afspraak/", school.agree, name="school_agree"),
    path("school/weg/", school.leave, name="school_leave"),
    path("school/terug/", school.come_back, name="school_come_back"),
    path("volg/", feeds.feed, name="feed"),
    path("volg/vernieuwen/", feeds.feed_renew, name="feed_renew"),
    path("<int:pk>-<slug:slug>/", include(a_topic)),
    path("bericht/<int:pk>/", include(a_post)),
]

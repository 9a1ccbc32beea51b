"""The URL map (ARCHITECTURE 7): Dutch paths short enough to read out over the phone."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from wagtail import urls as wagtail_urls

from cms import finding, newsletters
from cms.front import kept_ready
from community import operating, phone, running, views
from community.mail.views import text_came
from community.notifications import views as notices
from forums.views import by_mail
from networks.outreach import own

handler403 = "community.views.forbidden"
handler404 = "community.views.not_found"
handler500 = "community.views.server_error"

# Wagtail's pages are public; its own permissions guard what is not.
for pattern in wagtail_urls.urlpatterns:
    pattern.callback = login_not_required(kept_ready(pattern.callback))

inside_a_network = [
    path("gesprekken/", include("forums.urls")),
    path("chat/", include("networks.chat.urls")),
    path("ouderkamer/", include("ouderkamer.urls")),
    path("bellen/", include("networks.outreach.urls")),
    path("meldingen/", include("community.moderation.urls")),
    path("nieuwsbrief/", include("cms.newsletter_urls")),
    path("praktijk/", include("cms.practice_urls")),
]

urlpatterns = [
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("dienst.js", phone.worker, name="worker"),
    path("zonder-internet/", phone.offline, name="offline"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("beheer/", operating.overview, name="overview"),
    path("beheer/nood/<int:pk>/open/", operating.open_name, name="open_name"),
    path("beheer/nood/<int:pk>/nee/", operating.refuse_name, name="refuse_name"),
    path("beheer/draait/", running.running, name="running"),
    path("beheer/post/<int:pk>/opnieuw/", running.try_letter, name="try_letter"),
    path("beheer/post/<int:pk>/weg/", running.drop_letter, name="drop_letter"),
    path("beheer/taak/<uuid:pk>/opnieuw/", running.try_task, name="try_task"),
    path("beheer/taak/<uuid:pk>/weg/", running.drop_task, name="drop_task"),
    path("sms/", text_came, name="text_came"),
    path("taal/", views.language, name="language"),
    path("robots.txt", finding.robots, name="robots"),
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("account/", include("community.accounts.urls")),
    path("ik/", include("community.people.urls")),
    path("ik/", include("community.notifications.urls")),
    path("uit/<str:token>/", notices.stop, name="stop"),
    path("uit/<str:token>/blijf/", notices.want, name="want"),
    path("ik/gebeld/", own.called, name="called"),
    path("ik/gebeld/gegevens.json", own.called_download, name="called_download"),
    path("ik/post/", by_mail.mine, name="held_mail"),
    path("ik/post/<int:pk>/plaats/", by_mail.place, name="place_held_mail"),
    path("ik/post/<int:pk>/weg/", by_mail.throw_away, name="drop_held_mail"),
    path("gezin/", include("networks.outreach.own_urls")),
    path("k/<str:code>/bel-mij/", own.call_me, name="call_me"),
    path("zoeken/", include("community.search.urls")),
    path("netwerk/<slug:network>/", include(inside_a_network)),
    path("agenda/", include("ouderkamer.feed_urls")),
    path("gesprekken/", include("forums.feed_urls")),
    path("gesprekken/bestand/", include("forums.enclosure_urls")),
    path("ouderkamer/bestand/", include("ouderkamer.recording_urls")),
    path("chat/bestand/", include("networks.chat.enclosure_urls")),
    path("", include("networks.urls")),
    path("nieuwsbrief/stop/<str:token>/", newsletters.stop, name="newsletter_stop"),
    path("scholen/", include("cms.school_urls")),
    path("api/", include("cms.open_data")),
    path("cms/", include("cms.urls")),
    path("media/images/", include("cms.image_urls")),
    path("documenten/", include("cms.document_urls")),
    *([path("demo/", include("community.demo.urls"))] if settings.DEMO else []),
    path("", views.home, name="home"),
    path("", include(wagtail_urls)),
]

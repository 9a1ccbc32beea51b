from django.urls import path

from networks.views import asking, door, inside, inviting, members, public, wizard

app_name = "networks"
urlpatterns = [
    path("netwerken/", public.directory, name="directory"),
    path("netwerken/scholen/", public.school_options, name="school_options"),
    path("netwerken/<slug:network>/", public.card, name="card"),
    path("netwerken/<slug:network>/vraag/", asking.ask, name="ask"),
    path("netwerken/<slug:network>/vraag/terug/", asking.withdraw, name="withdraw"),
    path("k/", door.enter_code, name="enter_code"),
    path("k/<str:code>/", door.invitation, name="invitation"),
    path("k/<str:code>/doe-mee/", door.join, name="join"),
    path("start/", wizard.start, name="start"),
    path("start/school/", wizard.school, name="start_school"),
    path("start/naam/", wizard.name, name="start_name"),
    path("start/klaar/", wizard.done, name="start_done"),
    path("netwerk/", inside.home, name="home"),
    path("gestopt/", inside.left, name="left"),
    path("netwerk/<slug:network>/", inside.start_page, name="start_page"),
    path("netwerk/<slug:network>/welkom/", members.welcome, name="welcome"),
    path("netwerk/<slug:network>/mensen/", members.people, name="people"),
    path("netwerk/<slug:network>/mensen/ik/", members.present, name="present"),
    path("netwerk/<slug:network>/mensen/<int:pk>/stop/", members.remove, name="remove"),
    path("netwerk/<slug:network>/verzoeken/", asking.requests, name="requests"),
    path("netwerk/<slug:network>/verzoeken/<int:pk>/", asking.answer, name="answer_request"),
    path("netwerk/<slug:network>/afspraken/", inside.rules, name="rules"),
    path("netwerk/<slug:network>/stop/", inside.leave, name="leave"),
    path("netwerk/<slug:network>/uitnodigen/", inviting.invitations, name="invitations"),
    path("netwerk/<slug:network>/uitnodigen/maak/", inviting.invite, name="invite"),
    path("netwerk/<slug:network>/uitnodigen/stuur/", inviting.invite_personally, name="send"),
    path("netwerk/<slug:network>/uitnodigen/<slug:code>/nog/", inviting.send_again, name="again"),
    path("netwerk/<slug:network>/uitnodigen/<slug:code>/trek-in/", inviting.revoke, name="revoke"),
    path("netwerk/<slug:network>/uitnodigen/<slug:code>/poster/", inviting.poster, name="poster"),
    path("netwerk/<slug:network>/uitnodigen/<slug:code>/qr.svg", inviting.qr, name="qr"),
]

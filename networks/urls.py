from django.urls import path

from networks.views import door, exporting, inside, inviting, public, turnover, wizard

app_name = "networks"
urlpatterns = [
    path("netwerken/", public.directory, name="directory"),
    path("netwerken/scholen/", public.school_options, name="school_options"),
    path("netwerken/bestuur/<str:board>/", public.board, name="board"),
    path("netwerken/<slug:network>/", public.card, name="card"),
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
    path("netwerk/<slug:network>/mensen/", inside.people, name="people"),
    path("netwerk/<slug:network>/afspraken/", inside.rules, name="rules"),
    path("netwerk/<slug:network>/stop/", inside.leave, name="leave"),
    path("netwerk/<slug:network>/uitnodigen/", inviting.invitations, name="invitations"),
    path("netwerk/<slug:network>/uitnodigen/maak/", inviting.invite, name="invite"),
    path("netwerk/<slug:network>/uitnodigen/<slug:code>/trek-in/", inviting.revoke, name="revoke"),
    path("netwerk/<slug:network>/uitnodigen/<slug:code>/poster/", inviting.poster, name="poster"),
    path("netwerk/<slug:network>/uitnodigen/<slug:code>/qr.svg", inviting.qr, name="qr"),
    path("netwerk/<slug:network>/instellingen/meenemen/", exporting.exports, name="exports"),
    path(
        "netwerk/<slug:network>/instellingen/meenemen/maak/",
        exporting.make_export,
        name="make_export",
    ),
    path(
        "netwerk/<slug:network>/instellingen/meenemen/<int:pk>/stand/",
        exporting.export_progress,
        name="export_progress",
    ),
    path(
        "netwerk/<slug:network>/instellingen/meenemen/<int:pk>/download/",
        exporting.download_export,
        name="download_export",
    ),
    path("netwerk/<slug:network>/schooljaar/", turnover.turnover, name="turnover"),
    path(
        "netwerk/<slug:network>/schooljaar/proef/",
        turnover.prepare_turnover,
        name="prepare_turnover",
    ),
    path(
        "netwerk/<slug:network>/schooljaar/akkoord/",
        turnover.agree_with_turnover,
        name="agree_with_turnover",
    ),
    path("netwerk/<slug:network>/schooljaar/terug/", turnover.undo_turnover, name="undo_turnover"),
    path(
        "netwerk/<slug:network>/schooljaar/stand/",
        turnover.turnover_progress,
        name="turnover_progress",
    ),
    path("netwerk/<slug:network>/schooljaar/proef.csv", turnover.turnover_csv, name="turnover_csv"),
    path("netwerk/<slug:network>/schooljaar/ouders/", turnover.moves, name="moves"),
    path("netwerk/<slug:network>/schooljaar/ouders/<int:pk>/", turnover.move, name="move"),
    path("netwerk/<slug:network>/schooljaar/afscheid/", turnover.goodbye, name="goodbye"),
    path("netwerk/<slug:network>/schooljaar/blijf/", turnover.stay, name="stay"),
]

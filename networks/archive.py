"""What a network takes along when it goes its own way: a zip of plain JSON.

Written straight to disk, one row at a time; the same content gives the same bytes.
"""

import json
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext

from networks.panels import PANELS, Sheet

AT_ONCE = 500  # rows from the database
NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first a zip knows


def called(person, network):
    """What everybody in ``network`` calls somebody; "A parent" for who is gone or shielded."""
    return network.known(person).shown_name if person else gettext("A parent")


def sheets_of(network, reader):
    """All that ``reader`` sees of ``network``, part by part."""
    own = [_about(network, reader), _members(network, reader)]
    return own + [sheet for panel in PANELS for sheet in panel.export(network, reader)]


def pack(file, sheets, *, tell):
    """Write ``sheets`` into the zip ``file``; ``tell`` hears after every row how many are done."""
    done = 0
    with ZipFile(file, "w") as archive:
        with archive.open(_entry("LEESMIJ.txt"), "w") as out:
            out.write(_read_me().encode())
        for sheet in sheets:
            with archive.open(_entry(sheet.path), "w", force_zip64=True) as out:
                for piece in _pieces(sheet.rows):
                    out.write(piece.encode())
                    done += 1
                    tell(done)
                out.write(b"]\n")


def _entry(path):
    entry = ZipInfo(path, NO_DATE)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _pieces(rows):
    """The rows as pieces of a JSON list that is still open at its end."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        before = ",\n"
    yield "\n" if before == ",\n" else "["


def _read_me():
    return gettext(
        "All that the members of this network see, in files of plain JSON.\n"
        "There are no e-mail addresses and no phone numbers in it.\n"
        "Who is shielded is called “A parent”, and is only counted in the list of members.\n"
        "What was hidden or taken back is not in it.\n"
        "Keep this file safe. It is meant for the network only.\n"
    )


def _about(network, reader):
    visible = network.memberships.visible_to(reader).select_related("user")
    shielded = sum(not _is_named(member) for member in visible.iterator(AT_ONCE))
    about = {
        "name": network.name,
        "school": network.school.name if network.school else "",
        "started_at": network.started_at,
        "rules": network.rule_lines(),
        "members_with_a_name": visible.count() - shielded,
        "members_without_a_name": shielded,
    }
    return Sheet("network.json", [about], 1)


def _members(network, reader):
    visible = network.memberships.visible_to(reader).select_related("user").order_by("pk")
    named = (member for member in visible.iterator(AT_ONCE) if _is_named(member))
    rows = ({"name": m.who.shown_name, "role": m.role} for m in named)
    return Sheet("members.json", rows, visible.count())


def _is_named(member):
    return bool(member.user.first_name) and not member.user.shielded

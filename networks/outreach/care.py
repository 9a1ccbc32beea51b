"""What does not belong in a note: a hint in time, so that it need not be taken out later."""

import re

# Beginnings of words about health, faith, money and what goes on at home; own list.
BEGINNINGS = (
    *("ziek", "depress", "psych", "zwanger", "medicijn", "handicap", "verslaafd", "drank", "drugs"),
    *("moslim", "christen", "geloof", "kerk", "moskee", "joods", "hindoe"),
    *("schuld", "uitkering", "bijstand", "arm ", "voedselbank", "failliet"),
    *("gescheiden", "scheiding", "ruzie thuis", "mishand", "geweld", "politie", "jeugdzorg"),
    *("verblijfs", "illegaal", "asiel"),
)
SENSITIVE = re.compile(rf"\b(?:{'|'.join(map(re.escape, BEGINNINGS))})", re.I)


def touches_private_life(note):
    return bool(SENSITIVE.search(f"{note} "))

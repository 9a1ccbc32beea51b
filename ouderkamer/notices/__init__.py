from ouderkamer.notices import dates, digest, families, themes

__all__ = ("SILENT", "dates", "digest", "families", "themes")

# Written down for the ledger, told to nobody.
SILENT = ("ouderkamer.door_opened", "ouderkamer.themes_merged", "ouderkamer.theme_taken_up")

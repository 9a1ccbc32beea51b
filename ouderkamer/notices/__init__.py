from ouderkamer.notices import dates, families, themes

__all__ = ("SILENT", "dates", "families", "themes")

# Written down for the ledger, told to nobody.
SILENT = ("ouderkamer.door_opened", "ouderkamer.themes_merged", "ouderkamer.theme_taken_up")

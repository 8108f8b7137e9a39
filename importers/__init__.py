"""How it gets in: reading a spreadsheet, recognising it, preview, commit, undo."""

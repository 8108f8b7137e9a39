"""The shape of what is typed into the reports' forms."""

"""Who did what, in a chain of entries that cannot be changed unseen."""

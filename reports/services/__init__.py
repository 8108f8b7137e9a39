"""Use cases of the reports; none of them changes anything."""

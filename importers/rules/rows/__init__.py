"""Walk the rows of a table: what they count, whose it is, and what their words say against it."""

"""One sheet, then all sheets of a file: recognition from a book to its rows, and how that is written."""

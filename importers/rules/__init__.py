"""Recognition of spreadsheets as pure rules: a `Book` in, rows, checks, unread cells and questions out."""

"""A recognised file beside the stock: which row is meant, what would change, what an undo leaves."""

"""Where the tables of a sheet are, what their columns hold, which rows are totals."""

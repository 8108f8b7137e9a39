"""The year's arithmetic and its sheets, as plain values."""

"""What one text says by itself: words, figures, units, sizes, old encodings, a condition or a telephone in a remark."""

"""Decisions about stock: pure values in, values out."""

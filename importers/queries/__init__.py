"""Every SELECT on imports."""

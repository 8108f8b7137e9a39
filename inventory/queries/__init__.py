"""Every SELECT on the register."""

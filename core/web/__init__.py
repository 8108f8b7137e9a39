"""What every page and command shares: access, forms, refusals, language, security headers."""

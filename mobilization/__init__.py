"""Who needs it now: incidents, needs, plans, reservations, orders and returns."""

"""Every SELECT on incidents, plans, orders and dispatches."""

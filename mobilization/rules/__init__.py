"""Decisions of mobilization as plain values: what a plan is, what makes it lawful, good and explained."""

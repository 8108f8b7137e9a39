"""Roles, permissions and reach: the one table that says who may do what where."""

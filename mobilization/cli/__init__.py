"""The commands of mobilization."""

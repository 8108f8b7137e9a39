"""What pages and the JSON interface both need of a request: its conditions, the sums kept in memory, what else is open."""

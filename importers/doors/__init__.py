"""What pages and JSON share of an upload: reading it, looking at it beside the stock, putting it away."""

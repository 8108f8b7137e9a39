"""Which item of the catalogue, which commune and which column a text names."""

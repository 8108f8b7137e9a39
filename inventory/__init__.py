"""What we have and where: catalogue, holders, stock lots and their movements."""

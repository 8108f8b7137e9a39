"""Messages with other systems as plain values: EDXL-RM both ways, CAP warnings in."""

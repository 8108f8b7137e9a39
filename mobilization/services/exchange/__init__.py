"""Messages of other systems taken in and answered, and messages written for them."""

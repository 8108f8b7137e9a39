"""The verdict on a row: taken, or asked, with the reasons."""

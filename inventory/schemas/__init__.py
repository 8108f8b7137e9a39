"""The one shape of each input and answer, for forms and JSON alike."""

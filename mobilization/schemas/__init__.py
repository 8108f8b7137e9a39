"""The one definition of every input of mobilization, for forms, JSON and the command line alike."""

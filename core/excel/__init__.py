"""The one place where spreadsheets are opened: read in a throw-away child process, and written."""

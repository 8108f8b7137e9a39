"""What the exit status of the process that reads a spreadsheet says; by itself, so that a server loads no reader of files."""

from __future__ import annotations

EXIT_DONE, EXIT_UNREADABLE, EXIT_LOCKED, EXIT_TOO_LARGE, EXIT_SECRET, EXIT_FAILED = 0, 3, 4, 5, 6, 7

"""What `flask` and the server open: the whole application, or the planner alone where only a file is to be planned.

`flask mobilization solve` needs no database, page or paper, and loading them took far longer than planning a file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from flask import Flask
from flask_babel import Babel

if Path(sys.argv[0]).stem == "flask" and sys.argv[1:3] == ["mobilization", "solve"]:
    from mobilization.cli.solving import mobilization

    app = Flask(__name__)
    Babel(app, default_locale="vi")  # the sentences are written in Vietnamese, so no catalogue is read
    app.cli.add_command(mobilization)
else:
    from assembly import create_app, open_database

    __all__ = ["create_app", "open_database"]

"""What the pages of an upload share: its addresses, and the way to the page that says it is being read."""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint, abort, redirect, url_for

from importers.doors.showing import Shown, find_shown
from importers.queries.batches import Batch, BatchState

bp = Blueprint("imports", __name__, url_prefix="/nhap-lieu")


def show_batch(batch_id: int) -> Shown:
    """Return an upload beside the stock as it stands now.

    Where the file is being read, or is to be read anew and long, the visitor is sent to the page that says so.
    """
    shown = find_shown(batch_id)
    if shown is None:
        _send_to(batch_id)
    return shown


def send_where_it_waits(batch: Batch) -> None:
    """Send the visitor of an upload that is being read or was refused to the page that says so."""
    if batch.state in (BatchState.READING, BatchState.REFUSED):
        _send_to(batch.id)


def _send_to(batch_id: int) -> NoReturn:
    abort(redirect(url_for("imports.batch", batch_id=batch_id), 303))

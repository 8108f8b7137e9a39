"""The page of a long file until its preview stands."""

from __future__ import annotations

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from core.web.doors import reading
from importers.doors.showing import refusal_sentence, take_up_again
from importers.queries.batches import Batch, BatchState
from importers.queries.names import get_names
from importers.sentences import STAGES, STATES
from importers.services.progress import SILENCE

LOOK_AGAIN_SECONDS = 2


def waiting_page(batch: Batch) -> ResponseReturnValue:
    """Return the page of an upload that is being read, which looks again by itself, or was refused."""
    take_up_again(batch)
    with reading() as session:
        names = get_names(session)
    page = make_response(
        render_template(
            "importers/waiting.html",
            batch=batch,
            stages=STAGES,
            states=STATES,
            refusal=refusal_sentence(batch.refusal),
            again_seconds=int(SILENCE.total_seconds()),
            office=names.communes.get(batch.office),  # type: ignore[call-overload]
        )
    )
    if batch.state is BatchState.READING:
        page.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)  # works without JavaScript
    return page

"""A long file: taken in at once, read beside the pages, and its page until the preview stands."""

from __future__ import annotations

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import now
from core.excel.limits import DEFAULT_LIMITS
from core.excel.preflight import examine
from core.web.doors import Done, perform, reading, settings
from core.web.language import say_quantity
from core.web.sentences import SENTENCES
from importers.pages.readers import readers
from importers.queries.batches import Batch, BatchState, Refusal
from importers.queries.names import get_names
from importers.rules.lines import Mode
from importers.sentences import STAGES, STATES
from importers.services.files import Received, let_wait
from importers.services.progress import begin_reading, was_cut_off

LOOK_AGAIN_SECONDS = 2


def upload_long(file: Received, *, office: str, mode: Mode) -> ResponseReturnValue:
    """Take a long file in and send the person to the page that shows how far its reading is."""
    examine(file.path, file.name, DEFAULT_LIMITS)  # what is no workbook at all is refused at once
    begun: list[int] = []

    def work(session: Session, actor: Actor) -> Done:
        batch_id, to_read = begin_reading(session, file, office=office, mode=mode, actor=actor, now=now())
        if to_read:
            let_wait(file, settings().data_dir, batch_id)
            begun.append(batch_id)
        return Done(location=url_for("imports.batch", batch_id=batch_id), message="")

    answer = perform(work)
    for batch_id in begun:
        readers().take(batch_id)
    return answer


def waiting_page(batch: Batch) -> ResponseReturnValue:
    """Return the page of an upload that is being read, which looks again by itself, or was refused."""
    if was_cut_off(batch, now()):
        readers().take(batch.id)
    with reading() as session:
        names = get_names(session)
    page = make_response(
        render_template(
            "importers/waiting.html",
            batch=batch,
            stages=STAGES,
            states=STATES,
            refusal=_sentence(batch.refusal),
            office=names.communes.get(batch.office),  # type: ignore[call-overload]
        )
    )
    if batch.state is BatchState.READING:
        page.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)  # works without JavaScript
    return page


def _sentence(refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    facts = {
        name: say_quantity(value) if isinstance(value, float) else value
        for name, value in refusal.facts.items()
    }
    text = str(SENTENCES.get(refusal.code, SENTENCES["refused"]))
    return text % facts if facts else text

"""A recognised file beside the stock as it stands now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.audit.models import AuditStream
from core.audit.services import SYSTEM
from core.together import Question
from importers.queries.batches import Batch, list_taken_cells
from importers.queries.names import Names
from importers.queries.years import years_of_figures
from importers.rules.results import Answers, Recognition
from importers.rules.stock.difference import compare
from importers.rules.stock.lines import Identity, LineStatus, Meaning, Mode, Preview, Standing
from importers.rules.stock.newer import told_of_newer
from inventory.models import HolderRow, LotDetailRow, LotRow
from inventory.queries.merging import merged_holders
from inventory.queries.story import stream_of
from inventory.rules.holders import HolderKind

AT_ONCE = 500  # numbers in one question


def list_standings(session: Session, recognition: Recognition) -> dict[Identity, Standing]:
    """Return the rows of the register, closed ones included, of the communes and types a file names, or by themselves."""
    communes = {row.commune_code for row in recognition.rows if row.commune_code is not None}
    types = {row.resource_code for row in recognition.rows if row.resource_code is not None}
    if not communes or not types:
        return {}
    found = _standings(
        session, LotRow.commune_code.in_(sorted(communes)), LotRow.type_code.in_(sorted(types))
    )
    # A row of our own list may name a lot and tell of another commune or type: that lot is wanted too.
    named = {row.own_lot for row in recognition.rows if row.own_lot is not None}
    elsewhere = sorted(named - {standing.lot_id for standing in found.values()})
    for start in range(0, len(elsewhere), AT_ONCE):
        found |= _standings(session, LotRow.id.in_(elsewhere[start : start + AT_ONCE]))
    return found


def _standings(session: Session, *which: ColumnElement[bool]) -> dict[Identity, Standing]:
    query = (
        select(
            LotRow.id,
            LotRow.commune_code,
            LotRow.type_code,
            HolderRow.kind,
            HolderRow.folded,
            LotRow.place_folded,
            LotRow.mark,
            LotRow.on_hand,
            LotRow.reserved,
            LotRow.away,
            LotRow.broken,
            LotRow.closed,
            HolderRow.name,
            LotRow.place,
            LotDetailRow.expires_on,
        )
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(*which)
        .order_by(LotRow.id)
    )
    found: dict[Identity, Standing] = {}
    for (
        lot_id,
        commune,
        kind,
        holding,
        folded,
        place,
        mark,
        on_hand,
        reserved,
        away,
        broken,
        closed,
        name,
        written_place,
        last_day,
    ) in session.execute(query):
        holder = "" if holding == HolderKind.COMMUNE else folded
        found[Identity(commune, kind, holder, place, mark)] = Standing(
            lot_id=lot_id,
            on_hand=on_hand,
            reserved=reserved,
            away=away,
            broken=broken,
            closed=closed,
            holder=name if holder else "",
            place=written_place,
            last_day=last_day,
        )
    return found


def communes_of(recognition: Recognition) -> tuple[str, ...]:
    """Return the codes of the communes a file names, in order."""
    return tuple(sorted({str(row.commune_code) for row in recognition.rows if row.commune_code is not None}))


def stock_mark(communes: Sequence[str]) -> Question[str]:
    """Return the question for what differs as soon as the stock of these communes, or what was imported, differs.

    Every change of stock writes into its commune's audit stream in the same transaction, every import into the
    system's; their heads are few rows however large the stock is.
    """
    streams = [*(stream_of(code) for code in communes), SYSTEM]
    query = select(AuditStream.name, AuditStream.seq).where(AuditStream.name.in_(streams))
    return Question(query, lambda rows: repr(sorted((name, seq) for name, seq in rows)))


def meaning_of(
    session: Session,
    batch: Batch,
    *,
    names: Names,
    answers: Answers,
    merged: Mapping[tuple[str, str], str] | None = None,
) -> Meaning:
    """Return what decides how an upload is compared with the stock; `merged` holders are asked for where not given."""
    return Meaning(
        mode=batch.mode,
        office=batch.office,
        answers=answers,
        titles=names.communes,
        retired=names.retired,
        merged=merged_holders().ask(session) if merged is None else merged,
        taken=list_taken_cells(session, batch.sha256) if batch.mode is Mode.ADD else frozenset(),
    )


def preview_of(
    session: Session,
    batch: Batch,
    recognition: Recognition,
    *,
    names: Names,
    answers: Answers,
    merged: Mapping[tuple[str, str], str] | None = None,
) -> Preview:
    """Return what an upload would change if it were committed now."""
    meaning = meaning_of(session, batch, names=names, answers=answers, merged=merged)
    preview = compare(recognition, list_standings(session, recognition), meaning)
    return with_newer(session, recognition, preview) if batch.mode is Mode.REPLACE else preview


def with_newer(session: Session, recognition: Recognition, preview: Preview) -> Preview:
    """Return a preview that tells which of the figures it would replace are of a later year than the file."""
    rows = [line.identity for line in preview.lines if line.status is LineStatus.CHANGED and line.identity]
    if recognition.year is None or not rows:
        return preview
    communes, types = {row.commune_code for row in rows}, {row.type_code for row in rows}
    return told_of_newer(preview, recognition.year, years_of_figures(session, communes=communes, types=types))

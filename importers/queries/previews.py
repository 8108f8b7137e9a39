"""A recognised file beside the stock as it stands now."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from importers.queries.batches import Batch, list_taken_cells
from importers.queries.names import Names
from importers.rules.difference import compare, identities_of
from importers.rules.lines import Identity, Meaning, Mode, Preview, Standing
from importers.rules.results import Answers, Recognition
from inventory.models import HolderRow, LotRow
from inventory.rules.holders import HolderKind


def list_standings(session: Session, identities: Collection[Identity]) -> dict[Identity, Standing]:
    """Return the rows of the register, closed ones included, of the communes and types that are named."""
    communes = sorted({identity.commune_code for identity in identities})
    types = sorted({identity.type_code for identity in identities})
    query = (
        select(LotRow, HolderRow.kind, HolderRow.folded)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .where(LotRow.commune_code.in_(communes), LotRow.type_code.in_(types))
        .order_by(LotRow.id)
        .execution_options(populate_existing=True)
    )
    found: dict[Identity, Standing] = {}
    for row, kind, folded in session.execute(query) if identities else ():
        holder = "" if kind == HolderKind.COMMUNE else folded
        identity = Identity(row.commune_code, row.type_code, holder, row.place_folded, row.mark)
        found[identity] = Standing(
            lot_id=row.id,
            on_hand=row.on_hand,
            reserved=row.reserved,
            away=row.away,
            broken=row.broken,
            closed=row.closed,
        )
    return found


def preview_of(
    session: Session, batch: Batch, recognition: Recognition, *, names: Names, answers: Answers
) -> Preview:
    """Return what an upload would change if it were committed now."""
    meaning = Meaning(
        mode=batch.mode,
        office=batch.office,
        answers=answers,
        titles=names.communes,
        taken=list_taken_cells(session, batch.sha256) if batch.mode is Mode.ADD else frozenset(),
    )
    return compare(recognition, list_standings(session, identities_of(recognition, names.communes)), meaning)

"""A recognised file beside the stock as it stands now."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES, CommuneCode
from importers.queries.answers import answers_for
from importers.queries.batches import Batch, list_taken_cells
from importers.rules.difference import compare, identities_of
from importers.rules.lines import Identity, Meaning, Mode, Preview, Standing
from importers.rules.results import Recognition
from inventory.models import HolderRow, LotRow
from inventory.rules.holders import HolderKind


def titles_by_code(session: Session) -> dict[CommuneCode, str]:
    """Return the communes' full names by code, in official order."""
    query = select(CommuneRow.code, CommuneRow.kind, CommuneRow.name).order_by(CommuneRow.position)
    return {CommuneCode(code): f"{KIND_TITLES[kind]} {name}" for code, kind, name in session.execute(query)}


def list_standings(session: Session, identities: Collection[Identity]) -> dict[Identity, Standing]:
    """Return the rows of the register, closed ones included, that any of the identities names."""
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
        if identity in identities:
            found[identity] = Standing(
                lot_id=row.id,
                on_hand=row.on_hand,
                reserved=row.reserved,
                away=row.away,
                broken=row.broken,
                closed=row.closed,
            )
    return found


def preview_of(session: Session, batch: Batch, recognition: Recognition) -> Preview:
    """Return what an upload would change if it were committed now."""
    titles = titles_by_code(session)
    meaning = Meaning(
        mode=batch.mode,
        office=batch.office,
        answers=answers_for(session, office=batch.office, sha256=batch.sha256),
        titles=titles,
        taken=list_taken_cells(session, batch.sha256) if batch.mode is Mode.ADD else frozenset(),
    )
    standings = list_standings(session, identities_of(recognition, titles))
    return compare(recognition, standings, meaning)

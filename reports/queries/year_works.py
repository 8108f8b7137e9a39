"""What is noted of works and shelters, as it stands now."""

from __future__ import annotations

from sqlalchemy import select

from core.together import Question
from inventory.models import DualUseRow, LotRow, ResourceTypeRow
from inventory.queries.works import figure_of
from inventory.rules.catalogue import Category
from inventory.rules.details import Capability
from reports.queries.year import Period
from reports.rules.year import WorkNote


def work_notes(period: Period) -> Question[dict[int, WorkNote]]:
    """Return the question for what is noted of each work by its row; works of which nothing is noted are left out."""
    query = (
        select(
            LotRow.id,
            figure_of(Capability.PERSONS).label("persons"),
            figure_of(Capability.AREA_M2).label("area_m2"),
            DualUseRow.peacetime_use,
            DualUseRow.convert_minutes,
        )
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .outerjoin(DualUseRow, DualUseRow.lot_id == LotRow.id)
        .where(ResourceTypeRow.category == Category.WORKS.value)
        .order_by(LotRow.id)
    )
    if period.codes:
        query = query.where(LotRow.commune_code.in_(period.codes))
    return Question(
        query,
        lambda rows: {
            row.id: WorkNote(
                persons=row.persons,
                area_m2=row.area_m2,
                peacetime_use=row.peacetime_use or "",
                convert_minutes=row.convert_minutes,
            )
            for row in rows
            if any(value is not None for value in row[1:])
        },
    )

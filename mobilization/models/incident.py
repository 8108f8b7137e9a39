"""Tables of an incident: its needs, plans, orders, and every resource on its way."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Quantity, RowId, UtcDateTime


class IncidentRow(Base):
    """One incident. Civil-defence level (1-3) and disaster-risk level (1-5) are two scales, so two columns.

    `record` is the paper that tells of a drill held without the software; nothing else has one.
    """

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("ptds_level IS NULL OR ptds_level BETWEEN 1 AND 3", name="ptds_level"),
        CheckConstraint("risk_level IS NULL OR risk_level BETWEEN 1 AND 5", name="risk_level"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    hazard: Mapped[str] = mapped_column(String(30))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    run_by: Mapped[str] = mapped_column(String(10))
    ptds_level: Mapped[int | None] = mapped_column(Integer)
    risk_level: Mapped[int | None] = mapped_column(Integer)
    drill: Mapped[bool] = mapped_column(Boolean)
    record: Mapped[str | None] = mapped_column(String(200))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str] = mapped_column(String(120))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)


class LevelDecisionRow(Base):
    """A signed decision that declared or lifted a civil-defence level. `signer`: the office, with the name if known."""

    __tablename__ = "level_decision"
    __table_args__ = (
        CheckConstraint("act IN ('declared', 'lifted')", name="act"),
        CheckConstraint("level BETWEEN 1 AND 3", name="level"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    act: Mapped[str] = mapped_column(String(10))
    level: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(60))
    dated: Mapped[date] = mapped_column(Date)
    signer: Mapped[str] = mapped_column(String(120))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str] = mapped_column(String(120))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NeedRow(Base):
    """So much of one type, or of one ability, wanted in one commune; with `least_each` so many pieces able to do that.

    A need that was withdrawn stays on record, with who did it, when and why. `for_need_id` is the need of a commune's
    incident of which this is the part that went beyond its capacity.
    """

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("(type_code IS NULL) <> (ability IS NULL)", name="type_or_ability"),
        CheckConstraint("least_each IS NULL OR (least_each > 0 AND ability IS NOT NULL)", name="least_each"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_why IS NULL)",
            name="withdrawn",
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    for_need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    type_code: Mapped[str | None] = mapped_column(ForeignKey("resource_type.code"))
    ability: Mapped[str | None] = mapped_column(String(20))
    least_each: Mapped[Decimal | None] = mapped_column(Quantity)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    priority: Mapped[int] = mapped_column(Integer)
    within_minutes: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(120))
    withdrawn_why: Mapped[str | None] = mapped_column(String(300))


class PlanRow(Base):
    """A proposal. It reserves nothing; `result` is the planner's answer as JSON, `digest` what it was made from."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    result: Mapped[str] = mapped_column(Text)
    proved: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(120))


class OrderRow(Base):
    """A paper that calls on resources of one commune in one legal form. Number and date come from the clerk.

    A commune's tờ trình to the province stands here too, in states of its own: it binds what it asks for and calls on nothing.
    The fields after `until` are what Luật 15/2008/QH12 wants of a requisition (điều 25; `oral_at`, `oral_place`: one
    decided by word of mouth, điều 26) and of a compulsory purchase (điều 15); other forms leave them empty.
    """

    __tablename__ = "mobilization_order"
    __table_args__ = (
        Index(
            "ix_mobilization_order_bought",
            "id",
            sqlite_where=text("form = 'trung_mua'"),
            postgresql_where=text("form = 'trung_mua'"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    form: Mapped[str] = mapped_column(String(20))
    issuer: Mapped[str] = mapped_column(String(10))
    issuer_code: Mapped[str] = mapped_column(String(10))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    destination: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    commander: Mapped[str] = mapped_column(String(120))
    arrive_by: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    failed_ways: Mapped[str] = mapped_column(Text)
    assigned_to: Mapped[str] = mapped_column(String(200))
    assigned_address: Mapped[str] = mapped_column(String(200))
    handover_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handover_place: Mapped[str] = mapped_column(String(200))
    oral_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    oral_place: Mapped[str | None] = mapped_column(String(200))
    pay_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pay_method: Mapped[str | None] = mapped_column(String(120))
    pay_place: Mapped[str | None] = mapped_column(String(200))
    drafted_by_id: Mapped[int] = mapped_column(Integer)
    drafted_by: Mapped[str] = mapped_column(String(120))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str] = mapped_column(String(120))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    number: Mapped[str] = mapped_column(String(60))
    dated: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)


class DispatchRow(Base):
    """A quantity of one lot on its way to one need and back. Closed when sent = back + used + lost + damaged.

    `released_from` is where it stood when it was sent home: whether its work was done then. `part_of` is the dispatch
    it was called with, where only this part of it was given up, left, stopped or was sent home. `proposal_id` is the
    tờ trình it waits on, or whose decision called it.
    """

    __tablename__ = "dispatch"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(
            "state NOT IN ('returned', 'checked', 'settled') OR quantity = back + used + lost + damaged",
            name="returned_adds_up",
        ),
        Index("ix_dispatch_state_order_id", "state", "order_id"),
        Index(
            "ix_dispatch_harmed",
            "order_id",
            sqlite_where=text("lost > 0 OR damaged > 0"),
            postgresql_where=text("lost > 0 OR damaged > 0"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    part_of: Mapped[int | None] = mapped_column(BigInteger)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("mobilization_order.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(BigInteger)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    covers: Mapped[Decimal] = mapped_column(Quantity)
    minutes: Mapped[int] = mapped_column(Integer)
    tier: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20))
    state_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_from: Mapped[str | None] = mapped_column(String(20))
    back: Mapped[Decimal] = mapped_column(Quantity)
    used: Mapped[Decimal] = mapped_column(Quantity)
    lost: Mapped[Decimal] = mapped_column(Quantity)
    damaged: Mapped[Decimal] = mapped_column(Quantity)
    price_dong: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(Integer)


class ProposalLineRow(Base):
    """What a tờ trình asked for as it was sent, or a draft called on when it went back, whatever becomes of the resource."""

    __tablename__ = "proposal_line"
    __table_args__ = (UniqueConstraint("order_id", "dispatch_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("mobilization_order.id"))
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    price_dong: Mapped[int | None] = mapped_column(BigInteger)


class DispatchEventRow(Base):
    """One step of a dispatch: when it really happened, when it was entered, who said so."""

    __tablename__ = "dispatch_event"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text)


class IncidentEntryRow(Base):
    """One line of an incident's log beside the steps of its resources: what the post wrote down, or did to a need.

    `quantity` is what the need asked for from then on, `was` what it asked for before where that changed.
    """

    __tablename__ = "incident_entry"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    was: Mapped[Decimal | None] = mapped_column(Quantity)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)

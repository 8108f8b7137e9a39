"""The catalogue: everybody reads a type with its words, the province's disaster office keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.errors import NotFoundError
from core.web.access import for_province
from core.web.api import NothingSchema, Written, reads, version_seen, write, writes
from core.web.doors import reading
from inventory.api.blueprint import bp
from inventory.queries.catalogue import TypePage, get_type_page, mark_of_type
from inventory.schemas.api_catalogue import (
    FactorWrittenSchema,
    PackingSchema,
    StandInSchema,
    SubstituteWrittenSchema,
    TypeChangedSchema,
    TypeNameWrittenSchema,
    TypeWrittenSchema,
)
from inventory.schemas.api_registers import TypePageSchema
from inventory.services import managing_catalogue as keep


def _shown(page: TypePage) -> dict[str, object]:
    told = page.kind
    return {
        "code": told.code,
        "name": told.name,
        "gloss": told.gloss,
        "unit": told.unit,
        "category": told.category.value,
        "pillar": told.pillar.value,
        "dual_use": told.dual_use.value,
        "forms": [form.value for form in told.forms],
        "note": told.note,
        "retired_on": page.retired_on,
        "merged_into": page.merged_into,
        "version": page.version,
        "mark": mark_of_type(page),
        "names": [name for _id, name in page.names],
        "factors": [{"unit": factor.unit, "factor": factor.factor} for _id, factor in page.factors],
        "substitutes": [
            {"given": given, "ratio": ratio, "note": note} for _id, given, ratio, note in page.substitutes
        ],
    }


@reads(
    bp,
    "/types/<type_code>",
    answer=TypePageSchema(),
    permission=Permission.HOME,
    version=lambda kind: kind["mark"],
)
def kind(type_code: str) -> Mapping[str, object]:
    """One type of the catalogue with its other names, packings and substitutes."""
    with reading() as session:
        return _shown(get_type_page(session, type_code))


def _written(session: Session, code: str, status: int = 200) -> Written:
    session.flush()
    told = _shown(get_type_page(session, code))
    there = url_for("api_stock.kind", type_code=code) if status == 201 else ""
    return Written(content=told, schema=TypePageSchema(), status=status, version=told["mark"], location=there)


@writes(
    bp,
    "POST",
    "/types",
    answer=TypePageSchema(),
    body=TypeWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    status=201,
)
def add_type(body: dict[str, Any]) -> ResponseReturnValue:
    """Add a type to the catalogue."""

    def work(session: Session, actor: Actor) -> Written:
        said = {name: getattr(value, "value", value) for name, value in body.items() if name != "forms"}
        forms = list(dict.fromkeys(form.value for form in body["forms"]))
        return _written(session, keep.add_type(session, forms=forms, actor=actor, now=now(), **said), 201)

    return write(work)


def _on_type(code: str, act: Callable[..., object], **said: Any) -> ResponseReturnValue:
    """Carry out an act on a type as the caller read it."""
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        keep.lock_type_as_seen(session, code=code, seen=seen)
        act(session, code=code, actor=actor, now=now(), **said)
        return _written(session, code)

    return write(work)


@writes(
    bp,
    "PATCH",
    "/types/<type_code>",
    answer=TypePageSchema(),
    body=TypeChangedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def change_type(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Change a type's words; fields that are not sent stay as they are."""

    def act(session: Session, *, code: str, **by: Any) -> None:
        page = get_type_page(session, code)
        values = {name: getattr(page.kind, name) for name in ("name", "gloss", "unit", "note")} | body
        keep.edit_type(session, code=code, version=page.version, **values, **by)

    return _on_type(type_code, act)


@writes(
    bp,
    "POST",
    "/types/<type_code>/names",
    answer=TypePageSchema(),
    body=TypeNameWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def add_name(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Let another name lead to a type."""
    return _on_type(type_code, keep.add_name, **body)


@writes(
    bp,
    "PUT",
    "/types/<type_code>/factors",
    answer=TypePageSchema(),
    body=FactorWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def set_factor(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Say how many of a type's units make one packing."""
    return _on_type(type_code, keep.set_factor, **body)


@writes(
    bp,
    "PUT",
    "/types/<type_code>/substitutes",
    answer=TypePageSchema(),
    body=SubstituteWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def set_substitute(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Say that so many units of another type can stand for one unit of this one."""
    return _on_type(
        type_code, keep.set_substitute, given=body["given"], ratio=body["ratio"], why=body["note"]
    )


def _drop(type_code: str, part: str, find: Callable[[TypePage], list[int]]) -> ResponseReturnValue:
    def act(session: Session, *, code: str, **by: Any) -> None:
        found = find(get_type_page(session, code))
        if not found:
            raise NotFoundError(what=part)
        for row_id in found:
            keep.drop_part(session, code=code, part=part, row_id=row_id, **by)

    return _on_type(type_code, act)


@writes(
    bp,
    "POST",
    "/types/<type_code>/names/removal",
    answer=TypePageSchema(),
    body=TypeNameWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def drop_name(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Take a name away from a type."""
    return _drop(type_code, "name", lambda page: [row for row, name in page.names if name == body["name"]])


@writes(
    bp,
    "POST",
    "/types/<type_code>/factors/removal",
    answer=TypePageSchema(),
    body=PackingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def drop_factor(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Take a packing away from a type."""
    return _drop(
        type_code, "factor", lambda page: [row for row, said in page.factors if said.unit == body["unit"]]
    )


@writes(
    bp,
    "POST",
    "/types/<type_code>/substitutes/removal",
    answer=TypePageSchema(),
    body=StandInSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def drop_substitute(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """A type can no longer stand in for this one."""
    return _drop(
        type_code, "substitute", lambda page: [row[0] for row in page.substitutes if row[1] == body["given"]]
    )


@writes(
    bp,
    "POST",
    "/types/<type_code>/retirement",
    answer=TypePageSchema(),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def retire_type(_body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Take a type out of use: no new rows, the old ones stay."""
    return _on_type(type_code, keep.retire, retired=True)


@writes(
    bp,
    "POST",
    "/types/<type_code>/restoration",
    answer=TypePageSchema(),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    seen=True,
)
def restore_type(_body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Take a type back into use."""
    return _on_type(type_code, keep.retire, retired=False)

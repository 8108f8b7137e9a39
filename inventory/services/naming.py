"""Whom a list means by a name: one of the commune's holders, a new one, or the commune's own People's Committee."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select, tuple_, update
from sqlalchemy.orm import Session

from core.communes.queries import list_communes
from core.db import plain_rows
from core.errors import NotFoundError
from core.locking import locked
from core.text import tidy
from core.values import frozen
from core.writing import table_of, write_many
from inventory.models import HolderRow
from inventory.rules.holders import HOLDER_NAME_LENGTH, HolderKind, holder_key, with_number

AT_ONCE = 400  # names in one question

Key = tuple[str, str]  # commune and folded name, empty for the commune's own committee


@frozen
class Named:
    """A holder as a list names it; `kind` and `phone` count where the register does not have it, or no number of it."""

    commune_code: str
    name: str
    kind: str
    phone: str


class Keeper(NamedTuple):
    """A holder as it is; until the end of the transaction nobody merges it or changes its name."""

    id: int
    kind: str
    name: str
    folded: str
    phone: str
    merged_into: int | None


def ensure_holders(session: Session, wanted: Sequence[Named]) -> list[Keeper]:
    """Return the holder each name leads to, in the order asked, made where there was none.

    Names that mean the commune's own People's Committee ("UBND xã") lead to the commune's own holder, the name of a
    merged holder to the one it was merged into. A telephone number it does not have is noted beside those it has.
    """
    titles = {str(commune.code): commune.title for commune in list_communes(session)}
    keys = [(named.commune_code, holder_key(named.name, titles[named.commune_code])) for named in wanted]
    held = _find(session, keys)
    missing: dict[Key, Named] = {}
    for key, named in zip(keys, wanted, strict=True):
        if key not in held:
            missing.setdefault(key, named)
    if missing:
        write_many(session, HolderRow, [_row(key, named) for key, named in missing.items()])
        held |= _find(session, missing)
    _fill_phones(session, [(held[key], named.phone) for key, named in zip(keys, wanted, strict=True)])
    return [held[key] for key in keys]


def _row(key: Key, named: Named) -> dict[str, object]:
    if not key[1]:
        raise NotFoundError(what=key[0])  # every commune has its own committee
    return {
        "commune_code": key[0],
        "kind": named.kind,
        "name": tidy(named.name)[:HOLDER_NAME_LENGTH],
        "folded": key[1],
        "phone": named.phone,
        "address": "",
        "merged_into": None,
    }


def _find(session: Session, keys: Iterable[Key]) -> dict[Key, Keeper]:
    """Return the holders of these names that there are, locked in the order of their ids."""
    own = {code for code, folded in keys if not folded}
    named = {key for key in keys if key[1]}
    ids: dict[Key, int] = {}
    whose = HolderRow.commune_code, HolderRow.folded, HolderRow.id
    for codes in _parts(own):
        query = select(*whose).where(HolderRow.commune_code.in_(codes), HolderRow.kind == HolderKind.COMMUNE)
        ids.update(((code, ""), holder_id) for code, _, holder_id in plain_rows(session, query))
    for names in _parts(named):
        query = select(*whose).where(tuple_(HolderRow.commune_code, HolderRow.folded).in_(names))
        ids.update(((code, folded), holder_id) for code, folded, holder_id in plain_rows(session, query))
    held = _hold(session, ids.values())
    return {key: held[holder_id] for key, holder_id in ids.items() if holder_id in held}


def _hold(session: Session, holder_ids: Iterable[int]) -> dict[int, Keeper]:
    """Return the holders, locked; for a merged one the one it was merged into.

    The same lock a new row takes on its holder, asked for before the row is written: a merge that runs is waited for.
    """
    held: dict[int, Keeper] = {}
    wanted = set(holder_ids)
    while wanted:
        for part in _parts(wanted):
            held.update(
                (keeper.id, keeper) for keeper in map(Keeper._make, plain_rows(session, _locked(part)))
            )
        wanted = {keeper.merged_into for keeper in held.values() if keeper.merged_into} - held.keys() - wanted
    return {holder_id: _standing(held, holder_id) for holder_id in held}


def _standing(held: dict[int, Keeper], holder_id: int) -> Keeper:
    keeper = held[holder_id]
    while keeper.merged_into is not None and keeper.merged_into in held:
        keeper = held[keeper.merged_into]
    return keeper


def _locked(holder_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    columns = (getattr(HolderRow, name) for name in Keeper._fields)
    query = select(*columns).where(HolderRow.id.in_(holder_ids)).order_by(HolderRow.id)
    return locked(query, read=True, key_share=True)


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield values in order, as many as one question may name."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _fill_phones(session: Session, told: Iterable[tuple[Keeper, str]]) -> None:
    """Note the telephone numbers that are told of each holder beside those it has: a namesake's, or a newer one."""
    phones: dict[int, str] = {}
    for keeper, phone in told:
        held = phones.get(keeper.id, keeper.phone)
        if (both := with_number(held, phone)) != held:
            phones[keeper.id] = both
    if phones:
        table = table_of(HolderRow)
        fill = update(table).where(table.c.id == bindparam("id_")).values(phone=bindparam("phone_"))
        session.connection().execute(fill, [{"id_": key, "phone_": phones[key]} for key in sorted(phones)])

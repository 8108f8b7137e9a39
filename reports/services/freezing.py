"""Freeze a year: keep the workbook as it is, with its hash; say later whether the ledger still tells the same."""

from __future__ import annotations

import hashlib
import html
import os
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.backup import FILES_DIR
from core.clock import local, start_of_year
from core.values import frozen
from reports.models import FrozenBookRow
from reports.queries.frozen import FrozenBook, find_frozen
from reports.rules.workbook import fingerprint, workbook
from reports.rules.year import FrozenError, FrozenFileError, YearFacts, YearRunsError, check_year
from reports.services.annual import Maker, read_year, write_annual


def freeze(
    session: Session, *, year: int, scope: str, maker: Maker, data_dir: Path, actor: Actor, now: datetime
) -> int:
    """Return the number of the frozen workbook of a year that is over; its file is kept under its SHA-256.

    Raises YearError, YearRunsError, FrozenError where it was frozen before, AreaError and NotFoundError for the scope.
    """
    check_year(year, this_year=local(now).year)
    if now < start_of_year(year + 1):
        raise YearRunsError(year=year)
    held = find_frozen(session, year, scope)
    if held is not None:
        raise FrozenError(year=year, frozen_at=f"{local(held.frozen_at):%d/%m/%Y %H:%M}")
    facts = facts_of(session, year=year, scope=scope, maker=maker, now=now, known=True)
    content = _bytes(facts, maker)
    sha256 = hashlib.sha256(content).hexdigest()
    _keep(data_dir / FILES_DIR / sha256, content)
    row = FrozenBookRow(
        year=year,
        scope=scope,
        sha256=sha256,
        fingerprint=fingerprint(workbook(facts, maker.words)),
        audit_root=facts.audit_root,
        bytes=len(content),
        frozen_at=now,
        frozen_by=maker.by,
    )
    session.add(row)
    session.flush()
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor=actor.login,
        action="report.freeze",
        subject=f"SO-{row.id}",
        year=year,
        scope=scope,
        sha256=sha256,
    )
    return row.id


def facts_of(
    session: Session,
    *,
    year: int,
    scope: str,
    maker: Maker,
    now: datetime,
    known: bool = False,
    audit_root: str = "",
) -> YearFacts:
    """Return a year of a scope: "" the province, a commune's code, or a former district's name."""
    code = scope if scope.isdecimal() else ""
    return read_year(
        session,
        year=year,
        commune_code=code,
        province=maker.province,
        by=maker.by,
        now=now,
        key=maker.key,
        area="" if code else scope,
        known=known,
        audit_root=audit_root,
    )


def _bytes(facts: YearFacts, maker: Maker) -> bytes:
    file = BytesIO()
    write_annual(facts, maker.words, file)
    return file.getvalue()


def _keep(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: a name in this folder promises its content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".part{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


def kept_file(book: FrozenBook, *, data_dir: Path) -> bytes:
    """Return the file as it was frozen; raises FrozenFileError where it is gone or another."""
    path = data_dir / FILES_DIR / book.sha256
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != book.sha256:
        raise FrozenFileError
    return content


@frozen
class SheetCheck:
    """One sheet of the frozen file beside the same one drawn up again now."""

    name: str
    same: bool


def compare(session: Session, book: FrozenBook, *, maker: Maker, data_dir: Path) -> list[SheetCheck]:
    """Return for every sheet of the frozen file whether the ledger still gives the same bytes; raises FrozenFileError.

    The year is drawn up as it was known when it was frozen, by the same name. The cover differs where any sheet does: it
    carries their fingerprint.
    """
    again = facts_of(
        session,
        year=book.year,
        scope=book.scope,
        maker=replace(maker, by=book.frozen_by),
        now=book.frozen_at,
        known=True,
        audit_root=book.audit_root,
    )
    old, new = sheets_of(kept_file(book, data_dir=data_dir)), sheets_of(_bytes(again, maker))
    return [SheetCheck(name=name, same=new.get(name) == part) for name, part in old.items()]


def sheets_of(content: bytes) -> dict[str, bytes]:
    """Return the sheets' own parts of a workbook of ours by their names, in its order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
        return {
            html.unescape(name): archive.read(f"xl/worksheets/sheet{place}.xml")
            for place, name in enumerate(names, start=1)
        }

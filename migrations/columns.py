"""How this program's column types are written into a migration, and compared with a database."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import BigInteger, Integer
from sqlalchemy.types import TypeEngine

from core.db import Quantity, UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Return plain column types, so that a landed migration never changes with the program."""
    if kind != "type":
        return False
    if isinstance(item, Quantity):
        return "sa.BigInteger()"
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, BigInteger):
        return "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"
    return False


def same_type(
    _context: Any, _column: Any, _metadata_column: Any, inspected: TypeEngine[Any], declared: Any
) -> bool:
    """Return whether a column's type differs, taking SQLite's integers as one."""
    plain = declared.impl if isinstance(declared, (Quantity, UtcDateTime)) else declared
    if isinstance(plain, Integer) and isinstance(inspected, Integer):
        return False
    return inspected._type_affinity is not plain._type_affinity

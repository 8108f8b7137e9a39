"""The audit chain's arithmetic: every entry's digest covers its content and the digest before it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping

START = "0" * 64


def canonical(facts: Mapping[str, object]) -> str:
    """Return the one JSON text of `facts`: keys sorted, no blanks, letters as they are."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest_of_lines(lines: Iterable[str]) -> str:
    """Return the SHA-256 of a set of ledger lines, whatever their order; empty for none."""
    ordered = sorted(lines)
    return hashlib.sha256("\n".join(ordered).encode()).hexdigest() if ordered else ""


def chain(*, previous: str, fields: Iterable[str], key: bytes) -> str:
    """Return an entry's keyed digest (HMAC-SHA-256): without the key nobody can forge a chain that fits."""
    text = "\x1f".join((previous, *fields))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def root_of(heads: Mapping[str, str], *, key: bytes) -> str:
    """Return one signature over the heads of all streams."""
    text = "\n".join(f"{stream} {heads[stream]}" for stream in sorted(heads))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def key_from(secret: str) -> bytes:
    """Return the signing key that belongs to an installation's secret."""
    return hashlib.sha256(b"audit chain:" + secret.encode()).digest()

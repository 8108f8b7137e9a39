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
    return hashlib.sha256(_joined(ordered)).hexdigest() if ordered else ""


def _joined(texts: Iterable[str]) -> bytes:
    """Return one text for a list of texts; no other list has the same, whatever signs its texts hold."""
    return json.dumps(list(texts), separators=(",", ":")).encode()


def chain(*, previous: str, fields: Iterable[str], key: bytes) -> str:
    """Return an entry's keyed digest (HMAC-SHA-256): without the key nobody can forge a chain that fits."""
    return hmac.digest(key, _joined((previous, *fields)), "sha256").hex()


def root_of(heads: Mapping[str, str], *, key: bytes) -> str:
    """Return one signature over the heads of all streams."""
    text = _joined(part for stream in sorted(heads) for part in (stream, heads[stream]))
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def key_from(secret: str) -> bytes:
    """Return the signing key that belongs to an installation's secret."""
    return hashlib.sha256(b"audit chain:" + secret.encode()).digest()

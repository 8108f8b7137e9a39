"""A photograph of minutes is printed small with what and when; a missing or damaged one never stops the paper."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from core.attachments.queries import Photo, photo_path
from mobilization.services.paper_pictures import SIDE_PX, printed_pictures
from tests.db.inventory.register import NOW


def kept(folder: Path, content: bytes, caption: str = "Mạn trái") -> Photo:
    digest = hashlib.sha256(content).hexdigest()
    path = photo_path(folder, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Photo(
        id=1,
        subject="order:1:return",
        commune_code="21085",
        sha256=digest,
        width=1600,
        height=1200,
        caption=caption,
        at=NOW,
        by="Cán bộ",
    )


def test_a_picture_is_small_and_what_cannot_be_read_is_only_named(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGB", (1600, 1200), "blue").save(made, "JPEG")
    whole = kept(tmp_path, made.getvalue())
    damaged = kept(tmp_path, made.getvalue()[:300], caption="")
    gone = replace(whole, sha256="0" * 64)
    shown, broken, missing = printed_pictures([whole, damaged, gone], tmp_path)
    assert (shown.width, shown.height) == (SIDE_PX, SIDE_PX * 3 // 4)
    assert shown.content.startswith(b"\xff\xd8")
    assert shown.caption.startswith("Mạn trái, ")
    assert (broken.content, missing.content) == (b"", b"")
    assert broken.caption.startswith("Ảnh không có chú thích, ")
    assert len(printed_pictures([whole] * 40, tmp_path)) == 12

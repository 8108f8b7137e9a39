"""A picture is drawn anew: small, upright, without the camera's notes; what is no picture is refused by name."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from core.attachments import pictures
from core.attachments.pictures import NotAPictureError, PictureTooLargeError, redrawn


def drawn(size: tuple[int, int], mode: str = "RGB", ending: str = "JPEG", **more: object) -> bytes:
    """Return a picture's file."""
    file = BytesIO()
    Image.new(mode, size).save(file, ending, **more)
    return file.getvalue()


def test_the_place_and_the_camera_do_not_stay_and_the_picture_stands_upright() -> None:
    notes = Image.Exif()
    notes[0x0112] = 6  # held sideways
    notes[0x010E] = "nha ong Nam"
    notes.get_ifd(0x8825)[2] = (15.0, 12.0, 30.0)
    content = drawn((2400, 1200), exif=notes, comment="bí mật")
    assert b"nha ong Nam" in content
    kept = redrawn(content)
    with Image.open(BytesIO(kept.content)) as image:
        assert (image.format, image.size) == ("JPEG", (800, 1600))
        assert not image.getexif()
        assert "comment" not in image.info
    assert (kept.width, kept.height) == (800, 1600)


@pytest.mark.parametrize(
    ("mode", "ending"), [("RGB", "WEBP"), ("RGBA", "PNG"), ("P", "PNG"), ("L", "JPEG"), ("I;16", "PNG")]
)
def test_pictures_of_every_usual_kind_are_taken(mode: str, ending: str) -> None:
    assert redrawn(drawn((20, 10), mode, ending)).width == 20


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        drawn((9, 9), ending="BMP"),
        drawn((40, 40))[:200],
    ],
    ids=["nothing", "archive", "svg", "bmp", "cut short"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPictureError):
        redrawn(content)


def test_a_bomb_is_refused_before_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = drawn((9000, 8000), "1", "PNG")  # 72 million points in a few kilobytes
    assert len(bomb) < 100_000
    monkeypatch.setattr(Image.Image, "thumbnail", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(PictureTooLargeError):
        redrawn(bomb)


def test_a_file_of_too_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(PictureTooLargeError):
        redrawn(drawn((60, 60)))

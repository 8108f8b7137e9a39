"""Photographs as a paper prints them: small, with what and when, and a sentence where one cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.attachments.pictures import NotAPictureError, PictureTooLargeError, redrawn
from core.attachments.queries import Photo, PhotoGoneError, content_of
from core.attachments.services import MOST_PHOTOS
from core.clock import local
from core.documents.paper import Picture

SIDE_PX = 640  # 76 mm on paper at 210 dots an inch


def printed_pictures(photos: Sequence[Photo], data_dir: Path) -> tuple[Picture, ...]:
    """Return the photographs, each made small; one that is gone or damaged has no content."""
    return tuple(_printed(photo, data_dir) for photo in photos[:MOST_PHOTOS])


def _printed(photo: Photo, data_dir: Path) -> Picture:
    caption = f"{photo.caption or 'Ảnh không có chú thích'}, {local(photo.at):%H giờ %M, %d/%m/%Y}"
    try:
        small = redrawn(content_of(photo, data_dir), side_px=SIDE_PX)
    except (PhotoGoneError, NotAPictureError, PictureTooLargeError, OSError):
        return Picture(caption=caption)
    return Picture(caption=caption, content=small.content, width=small.width, height=small.height)

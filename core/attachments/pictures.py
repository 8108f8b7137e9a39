"""A picture made small and harmless: drawn anew, so that nothing of the sender's file but its image stays."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from core.errors import DomainError
from core.values import frozen

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

MOST_BYTES = 15 * 1024 * 1024  # a telephone's photograph has 2 to 8 MB
MOST_PIXELS = 64_000_000  # the largest common telephone cameras; a decompression bomb has more
SIDE_PX = 1600
SMALL_SIDE_PX = 240
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


class NotAPictureError(DomainError):
    """The file is no picture that can be read: not JPEG, PNG or WebP, or damaged."""

    code = "photo_not_a_picture"


class PictureTooLargeError(DomainError):
    """The picture has too many bytes or points. Facts: `limit_mb`, `limit_mpx`."""

    code = "photo_too_large"
    status = 413


@frozen
class Picture:
    """A picture as it is kept: JPEG without any note of place, time or camera."""

    content: bytes
    width: int
    height: int


def redrawn(content: bytes, *, side_px: int = SIDE_PX) -> Picture:
    """Return the picture upright, at most `side_px` long, and free of the camera's notes (EXIF: personal data).

    Raises NotAPictureError or PictureTooLargeError; the size is read before a single point is unpacked.
    """
    from PIL import Image, ImageOps

    if len(content) > MOST_BYTES:
        raise _too_large()
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large()
            image.draft("RGB", (side_px, side_px))  # JPEG unpacks to an eighth at once: little memory
            turned = ImageOps.exif_transpose(image)
            turned.thumbnail((side_px, side_px))
            clear = _is_clear(turned)
            plain = _on_white(turned.convert("RGBA")) if clear else turned.convert("RGB")
    except Image.DecompressionBombError:
        raise _too_large() from None
    # The library fails in many ways on a damaged file; each means the same to the person who sent it.
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, EOFError) as error:
        raise NotAPictureError from error
    held = BytesIO()
    fresh = Image.new("RGB", plain.size)  # carries none of the notes that hang on the opened image
    fresh.paste(plain)
    fresh.save(held, "JPEG", quality=QUALITY, optimize=True)
    return Picture(content=held.getvalue(), width=fresh.width, height=fresh.height)


def _too_large() -> PictureTooLargeError:
    return PictureTooLargeError(limit_mb=MOST_BYTES // 1024 // 1024, limit_mpx=MOST_PIXELS // 1_000_000)


def _is_clear(image: Opened) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _on_white(image: Opened) -> Opened:
    from PIL import Image

    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")

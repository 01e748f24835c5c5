"""Pictures, drawn anew: no metadata, no second frame, nothing behind their end."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

from chassis.files import errors
from chassis.files.kinds import Kind
from chassis.files.sizes import MOST_PIXELS, check_head, refuse_more

LONGEST_SIDE = 2048
THUMBNAIL_SIDE = 320
QUALITY = 85
FORMATS = ("GIF", "JPEG", "PNG", "WEBP")
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
MADE_OF = {Kind.GIF: Kind.PNG}  # a GIF becomes a still
# What decoders say of a file that is cut off or made up.
BROKEN = (
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)

Image.MAX_IMAGE_PIXELS = None  # `check_head` asks before anything is decoded, and is stricter
PngImagePlugin.MAX_TEXT_MEMORY = PngImagePlugin.MAX_TEXT_CHUNK  # texts are thrown away


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    kind: Kind
    content: bytes
    width: int
    height: int
    thumbnail: bytes  # WebP


def redraw(file: Any, kind: Kind) -> Picture:
    """Return a picture drawn anew, upright, and at most 2,048 pixels long. Refuses what is none."""
    check_head(file, kind)
    try:
        with Image.open(file, formats=FORMATS) as opened:
            return _drawn(opened, MADE_OF.get(kind, kind))
    except BROKEN as error:
        raise errors.PictureBroken(attr="file") from error


def _drawn(opened: Any, kind: Kind) -> Picture:
    turn = TURNS.get(opened.getexif().get(ORIENTATION))
    _shrink_while_decoding(opened)
    picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = picture if turn is None else picture.transpose(turn)
    picture.info = {}
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    width, height = picture.size
    return Picture(kind, _written(picture, kind), width, height, _written(small, Kind.WEBP))


def _shrink_while_decoding(opened: Any) -> None:
    """Have a JPEG of many pixels decoded at a half, a fourth or an eighth of its size."""
    width, height = opened.size
    if width * height > MOST_PIXELS:
        times = max(width, height) / (LONGEST_SIDE / 2)
        opened.draft("RGB", (max(int(width / times), 1), max(int(height / times), 1)))
    refuse_more(opened.size, MOST_PIXELS)  # a frame may be larger than the head says


def _written(picture: Any, kind: Kind) -> bytes:
    words = {} if kind is Kind.PNG else {"quality": QUALITY}
    file = BytesIO()
    picture.save(file, kind.name, **words)
    return file.getvalue()

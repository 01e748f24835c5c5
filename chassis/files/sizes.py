"""How many pixels a picture claims to have, and whether it may be decoded: read from its head.

A file of a few bytes can ask a decoder for gigabytes, some of them already where it is opened.
"""

from collections.abc import Callable
from typing import Any

from chassis.files import errors
from chassis.files.kinds import Kind

MOST_PIXELS = 9_000_000  # decoded as a whole, at 4 bytes each
MOST_PIXELS_OF_WEBP = 5_000_000  # its decoder keeps two of them
MOST_PIXELS_SCALED = 100_000_000  # a plain JPEG is made smaller while it is decoded

PLAIN_FRAMES = {0xC0, 0xC1}
FRAMES = {0xC0, 0xC1, 0xC2}
START_OF_SCAN = 0xDA
Size = tuple[int, int]


def check_head(file: Any, kind: Kind) -> None:
    """Refuse a picture that says it is too large to be decoded. Leaves the file at its start."""
    file.seek(0)
    size, most = _LOOKS[kind](file)
    file.seek(0)
    if not all(size):
        raise errors.PictureBroken(attr="file")
    refuse_more(size, most)


def refuse_more(size: Size, most: int) -> None:
    """Refuse a picture of more pixels than may be decoded."""
    width, height = size
    if width * height > most:
        detail = (
            f"The picture has {width:,} x {height:,} pixels; at most {most // 1_000_000} million "
            "can be taken in this form. Save it with fewer, or as a plain JPEG."
        )
        raise errors.PictureTooLarge(detail, attr="file")


def _of_png(file: Any) -> tuple[Size, int]:
    head = file.read(24)
    return (_number(head[16:20]), _number(head[20:24])), MOST_PIXELS


def _of_gif(file: Any) -> tuple[Size, int]:
    head = file.read(10)
    return (_little(head[6:8]), _little(head[8:10])), MOST_PIXELS


def _of_webp(file: Any) -> tuple[Size, int]:
    head = file.read(30)
    match head[12:16]:
        case b"VP8X":
            size = (_little(head[24:27]) + 1, _little(head[27:30]) + 1)
        case b"VP8L":
            bits = _little(head[21:25])
            size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case _:
            size = (_little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF)
    return size, MOST_PIXELS_OF_WEBP


def _of_jpeg(file: Any) -> tuple[Size, int]:
    """Read its segments up to the first scan: only if that is all, it is decoded line by line."""
    file.seek(2)
    size, parts, is_plain = (0, 0), b"", False
    while len(head := file.read(4)) == 4 and head[0] == 0xFF and head[1] != START_OF_SCAN:
        inside = file.read(max(_number(head[2:]) - 2, 0))
        if head[1] in FRAMES:
            size = (_number(inside[3:5]), _number(inside[1:3]))
            parts, is_plain = inside[5:6], head[1] in PLAIN_FRAMES
    is_one_scan = is_plain and file.read(1) == parts
    return size, MOST_PIXELS_SCALED if is_one_scan else MOST_PIXELS


_LOOKS: dict[Kind, Callable[[Any], tuple[Size, int]]] = {
    Kind.PNG: _of_png,
    Kind.GIF: _of_gif,
    Kind.WEBP: _of_webp,
    Kind.JPEG: _of_jpeg,
}


def _number(text: bytes) -> int:
    return int.from_bytes(text, "big")


def _little(text: bytes) -> int:
    return int.from_bytes(text, "little")

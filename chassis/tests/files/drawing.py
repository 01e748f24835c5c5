"""Pictures for tests, and files that claim to be some."""

import struct
import zlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

PDF = b"%PDF-1.7\n%%EOF\n"
ORIENTATION, GPS = 0x0112, 0x8825


def picture(form="JPEG", size=(64, 48), colour=(200, 30, 30), **words):
    """Return a picture's bytes."""
    file = BytesIO()
    Image.new(words.pop("mode", "RGB"), size, colour).save(file, form, **words)
    return file.getvalue()


def photo():
    """Return what a camera writes that was held upright: turned, with the place in it."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    return picture(exif=exif.tobytes(), comment=b"the flat of Cleo")


def film(frames=3, size=(8, 8)):
    """Return a GIF of many frames."""
    first, *others = (Image.new("P", size, number % 250) for number in range(frames))
    file = BytesIO()
    first.save(file, "GIF", save_all=True, append_images=others)
    return file.getvalue()


def huge_png(side=50_000):
    """Return a PNG of a few kilobytes that wants gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", rows), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def huge_webp(side=16_383):
    """Return the head of a WebP whose decoder would take gigabytes when it is opened."""
    size = (side - 1).to_bytes(3, "little")
    return b"RIFF\x40\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00" + bytes(4) + size + size + bytes(34)


def told_texts(megabytes=20):
    """Return a PNG of a few kilobytes whose texts are megabytes."""
    text = b"Comment\x00\x00" + zlib.compress(bytes(900_000))
    whole, behind_head = picture("PNG"), 33
    return whole[:behind_head] + _chunk(b"zTXt", text) * megabytes + whole[behind_head:]


def sent(content, name="photo.jpg"):
    """Return a file as a form sends it."""
    return ContentFile(content, name)


def _chunk(kind, content):
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

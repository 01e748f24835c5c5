"""Files of a few kilobytes that ask for gigabytes are refused before anything is decoded."""

import random
import tracemalloc
from contextlib import suppress

import pytest

from chassis.errors import DomainError
from chassis.files.errors import PictureBroken, PictureTooLarge
from chassis.files.kinds import kind_of
from chassis.files.pictures import redraw
from chassis.tests.files import drawing
from chassis.tests.files.drawing import sent

BOMBS = {
    "png": drawing.huge_png(),
    "webp": drawing.huge_webp(),
    "gif": b"GIF89a\xff\xff\xff\xff" + bytes(20),
    "jpeg": b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00" + bytes(20),
}


def redrawn(content):
    """Return what is kept of a picture."""
    file = sent(content)
    return redraw(file, kind_of(file))


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_picture_of_too_many_pixels_is_refused_unseen(content):
    tracemalloc.start()

    with pytest.raises(PictureTooLarge) as refused:
        redrawn(content)

    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    assert "pixels" in refused.value.detail


def test_a_photo_that_has_to_be_decoded_as_a_whole_may_have_fewer_pixels():
    size = (3600, 2700)

    assert redrawn(drawing.picture(size=size)).width == 1800
    with pytest.raises(PictureTooLarge):
        redrawn(drawing.picture(size=size, progressive=True))


def test_texts_inside_of_a_picture_are_no_way_in():
    with pytest.raises(PictureBroken):
        redrawn(drawing.told_texts())


def test_a_frame_that_is_larger_than_the_head_says_is_refused():
    content = drawing.picture("GIF", size=(9, 9))
    at = content.index(b"\x2c")
    wide = content[: at + 5] + b"\xff\xff\xff\xff" + content[at + 9 :]

    with pytest.raises((PictureTooLarge, PictureBroken)):
        redrawn(wide)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_whatever_is_wrong_with_a_picture_it_has_a_name(form):
    content, chance = drawing.picture(form, size=(40, 30)), random.Random(7)

    for _ in range(300):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        with suppress(DomainError):
            redrawn(bytes(broken))

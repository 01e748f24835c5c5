"""Pictures are drawn anew."""

from io import BytesIO

import pytest
from PIL import Image

from chassis.files.errors import PictureBroken
from chassis.files.kinds import Kind, kind_of
from chassis.files.pictures import redraw
from chassis.tests.files import drawing
from chassis.tests.files.drawing import sent


def drawn(content):
    """Return what is kept of a picture: how, and as it can be looked at."""
    file = sent(content)
    picture = redraw(file, kind_of(file))
    return picture, Image.open(BytesIO(picture.content))


def test_a_photo_stands_upright_and_tells_nothing_of_its_place():
    picture, seen = drawn(drawing.photo())

    assert (picture.kind, seen.size) == (Kind.JPEG, (48, 64))
    assert (picture.width, picture.height) == (48, 64)
    assert not seen.getexif()
    assert "comment" not in seen.info
    assert b"Cleo" not in picture.content


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_what_is_seen_through_stays_so(form):
    picture, seen = drawn(drawing.picture(form, mode="RGBA", colour=(0, 0, 0, 0)))

    assert picture.kind.name == {"GIF": "PNG"}.get(form, form)
    assert seen.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_pictures_of_other_colours_are_taken(mode):
    colour = (0, 0, 0, 0) if mode == "CMYK" else 0
    assert drawn(drawing.picture("JPEG", mode=mode, colour=colour))[1].mode == "RGB"


def test_a_film_becomes_a_still():
    assert getattr(drawn(drawing.film())[1], "n_frames", 1) == 1


def test_a_large_photo_becomes_smaller_and_has_a_thumbnail():
    picture, seen = drawn(drawing.picture(size=(4000, 3000)))

    assert seen.size == (2000, 1500)
    assert Image.open(BytesIO(picture.thumbnail)).size == (320, 240)


def test_a_long_strip_stays_a_strip():
    assert drawn(drawing.picture(size=(60_000, 200)))[1].size[0] <= 2048


def test_what_is_hidden_behind_a_picture_goes():
    picture, _ = drawn(drawing.picture() + b"<script>alert(1)</script>")

    assert b"script" not in picture.content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_picture_that_is_cut_off_is_refused(form, part):
    content = drawing.picture(form, size=(200, 200), colour=(1, 2, 3))

    with pytest.raises(PictureBroken):
        drawn(content[: max(int(len(content) * part), 12)])

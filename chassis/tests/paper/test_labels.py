"""Labels: what a printer draws of them, read by a scanner that is not ours."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from chassis.paper.labels import BARS, CODES, MM, QR, Label, draw, why_not
from chassis.paper.sheets import SHEETS

DOTS = 300 / 72  # as many as a plain printer has
ADDRESS = "https://kit.example/things/"


def label(title="LT-0101", *lines):
    return Label(title, lines, f"{ADDRESS}{title}")


def drawn(labels, sheet="a4-21", code=QR, skip=0):
    """Return the pages of the sheets that are drawn."""
    file = BytesIO()
    draw(file, SHEETS[sheet], labels, code=code, skip=skip)
    return list(pypdfium2.PdfDocument(file.getvalue()))


def scanned(page, sheet="a4-21"):
    """Return what a scanner reads that is held before one label after the other."""
    picture, size = page.render(scale=DOTS).to_pil(), SHEETS[sheet]
    boxes = [
        (x, size.height - y - size.label_height, x + size.label_width, size.height - y)
        for x, y in size.corners()
    ]
    labels = [picture.crop([round(edge * DOTS * MM) for edge in box]) for box in boxes]
    return [each.text for label in labels for each in zxingcpp.read_barcodes(label)]


def words(page):
    return page.get_textpage().get_text_bounded()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("sheet", ["a4-65", "letter-80", "roll-89x36"])
def test_the_first_and_the_last_label_of_a_sheet_are_read(sheet, code):
    for skip in {0, SHEETS[sheet].places - 1}:
        one = label(f"T-{skip:04}", "A thing")
        [page] = drawn([one], sheet, code, skip)
        assert scanned(page, sheet) == [one.address if code == QR else one.title]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_labels_lie_on_the_sheet_and_not_on_each_other(sheet):
    taken = []
    for x, y in sheet.corners():
        assert x >= 0 and y >= -0.01  # noqa: PT018
        assert x + sheet.label_width <= sheet.width + 0.01
        assert y + sheet.label_height <= sheet.height + 0.01
        for a, b in taken:
            beside = abs(x - a) >= sheet.label_width - 0.01
            assert beside or abs(y - b) >= sheet.label_height - 0.01
        taken.append((x, y))
    assert len(taken) == sheet.places


def test_a_full_sheet_is_followed_by_the_next():
    some = [label(f"T-{number:03}") for number in range(2)]

    first, second = drawn(some, "roll-62x29")
    assert scanned(first, "roll-62x29") == [some[0].address]
    assert scanned(second, "roll-62x29") == [some[1].address]


def test_places_that_are_gone_stay_empty():
    some = [label("A"), label("B")]

    first, second = drawn(some, skip=20)
    assert (scanned(first), scanned(second)) == ([some[0].address], [some[1].address])


@pytest.mark.parametrize("code", CODES)
def test_people_read_it_too(code):
    [page] = drawn([label("LT-0101", "Lenovo ThinkPad T14", "SN 4711")], code=code)
    for text in ("LT-0101", "Lenovo ThinkPad T14", "SN 4711"):
        assert text in words(page)


@pytest.mark.parametrize("code", CODES)
def test_what_does_not_fit_is_cut_and_what_has_no_letter_is_a_question_mark(code):
    [page] = drawn([label("LT-1", "Łódź ☃", "long " * 40)], code=code)
    assert "Łódz ?" in words(page)
    assert "…" in words(page)


@pytest.mark.parametrize(
    ("title", "code", "reason"),
    [
        ("LT-0101", BARS, ""),
        ("Käfig", QR, ""),
        ("Käfig", BARS, "ASCII"),
        ("x" * 60, BARS, "too long"),
        ("x" * 300, QR, "too long"),
    ],
)
def test_why_not(title, code, reason):
    told = why_not(label(title), SHEETS["a4-65"], code=code)
    assert (reason in told) if reason else told == ""


def test_a_sheet_is_the_same_each_time():
    files = [BytesIO(), BytesIO()]
    for file in files:
        draw(file, SHEETS["roll-62x29"], [label()], code=QR, skip=0)

    assert files[0].getvalue() == files[1].getvalue()

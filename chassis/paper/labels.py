"""Labels: a code for a scanner, and beside or above it words for people.

What draws is loaded when something is drawn: it would be the larger half of a web process.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle, groupby, islice
from typing import IO, Any, NamedTuple

from chassis.paper import fonts
from chassis.paper.sheets import Sheet

MM = 72 / 25.4  # points
SMALLEST = 5.0  # points that people still read
NARROWEST = 0.19  # millimetres of a bar that scanners still tell from the next one
WIDEST = 0.5
QR, BARS = "qr", "code128"
CODES = (QR, BARS)


class Label(NamedTuple):
    """What stands on a label."""

    title: str  # the bar code says it too
    lines: Sequence[str]
    address: str  # what the QR code says


def draw(file: IO[bytes], sheet: Sheet, labels: Iterable[Label], *, code: str, skip: int) -> None:
    """Write sheets with labels as PDF; the first `skip` places of the first sheet stay empty.

    Ask `why_not` of each before.
    """
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        file, pagesize=(sheet.width * MM, sheet.height * MM), invariant=True, pageCompression=1
    )
    pen = _Pen(canvas)
    corners = islice(cycle(sheet.corners()), skip, None)
    for place, label in enumerate(labels, skip):
        if place and place % sheet.places == 0:
            canvas.showPage()
        x, y = next(corners)
        paint = pen.beside_a_qr_code if code == QR else pen.above_bars
        paint(label, x, y, sheet.label_width, sheet.label_height)
    canvas.save()


def why_not(label: Label, sheet: Sheet, *, code: str) -> str:
    """Say why a label cannot have its code, or nothing."""
    if code == QR:
        return "" if len(label.address) <= 250 else "Its address is too long for a QR code."
    if not (label.title.isascii() and label.title.isprintable()):
        return "A bar code has ASCII letters only. Choose the QR code."
    if _width_of_bars(label.title, sheet.label_width) < NARROWEST:
        return "It is too long for a bar code of this width. Choose the QR code or a larger label."
    return ""


def _width_of_bars(text: str, width: float) -> float:
    """Return how wide the narrowest bar would be, with a quiet zone of ten at each side."""
    from reportlab.graphics.barcode.code128 import Code128

    bars = Code128(text, barWidth=1, quiet=False).width + 20
    return min(width / bars, WIDEST)


def _dots_of(text: str) -> Sequence[Sequence[bool]]:
    """Return the rows of a QR code; a sixth of it may be unreadable."""
    from reportlab.graphics.barcode.qr import QrCodeWidget

    widget: Any = QrCodeWidget(text, barLevel="M")
    widget.qr.make()
    dots: Sequence[Sequence[bool]] = widget.qr.modules
    return dots


def _margin(height: float) -> float:
    """Return how much at its edges a label keeps free: a printer may miss it."""
    return min(2.0, height / 12)


class _Pen:
    """Draws on a canvas; lengths in millimetres."""

    def __init__(self, canvas: Any) -> None:
        from reportlab.pdfbase import pdfmetrics

        self.canvas = canvas
        self.known = fonts.register()
        self.width_of = pdfmetrics.stringWidth

    def beside_a_qr_code(
        self, label: Label, x: float, y: float, width: float, height: float
    ) -> None:
        """Draw the code at the left, and the words at its right."""
        margin = _margin(height)
        side = min(height - 2 * margin, width * 0.42)
        bottom = y + (height - side) / 2
        self._dots(_dots_of(label.address), (x + margin) * MM, (bottom + side) * MM, side * MM)
        left = x + 2 * margin + side
        self._words(label, left, bottom + side, x + width - margin - left, side)

    def _dots(self, dots: Sequence[Sequence[bool]], left: float, top: float, side: float) -> None:
        """Draw the dots of a code, as many as stand side by side at once."""
        path, size = self.canvas.beginPath(), side / len(dots)
        for row, line in enumerate(dots, 1):
            column = 0
            for is_dark, run in groupby(line):
                length = len(list(run))
                if is_dark:
                    path.rect(left + column * size, top - row * size, length * size, size)
                column += length
        self.canvas.drawPath(path, stroke=0, fill=1)

    def above_bars(self, label: Label, x: float, y: float, width: float, height: float) -> None:
        """Draw the words above, and the code below."""
        from reportlab.graphics.barcode.code128 import Code128

        narrow, margin = _width_of_bars(label.title, width), _margin(height)
        tall = (height - 2 * margin) * 0.5
        bars = Code128(label.title, barWidth=narrow * MM, barHeight=tall * MM, quiet=False)
        bars.drawOn(self.canvas, x * MM + (width * MM - bars.width) / 2, (y + margin) * MM)
        above = height - 2 * margin - tall - 1
        self._words(label, x + margin, y + height - margin, width - 2 * margin, above)

    def _words(self, label: Label, x: float, top: float, width: float, height: float) -> None:
        """Write the title, and below it as many lines as there is room for."""
        largest = min(11.0, height * MM / 2.6)
        below = [(line, fonts.PLAIN, largest * 0.7) for line in label.lines]
        y = top * MM
        for text, font, size in [(label.title, fonts.BOLD, largest), *below]:
            shown, points = self._fitting(text, font, size, width * MM)
            y -= points * 1.15
            if y < (top - height) * MM - 0.1:
                return
            self.canvas.setFont(font, points)
            self.canvas.drawString(x * MM, y, shown)

    def _fitting(self, text: str, font: str, size: float, width: float) -> tuple[str, float]:
        """Return as much of a text as fits, and its size: it is made smaller before it is cut."""
        shown = fonts.shown(text, self.known)
        wanted = self.width_of(shown, font, size)
        points = max(min(size, size * width / wanted), SMALLEST) if wanted else size
        cuts = _shorter_and_shorter(shown)
        return next(cut for cut in cuts if self.width_of(cut, font, points) <= width + 0.1), points


def _shorter_and_shorter(text: str) -> Iterator[str]:
    yield text
    for length in range(len(text) - 1, 0, -1):
        yield f"{text[:length].rstrip()}…"
    yield ""

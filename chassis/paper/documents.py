"""Documents: a title, facts, a table that may go on over many pages, and lines to sign on.

What draws is loaded when something is drawn: it would be the larger half of a web process.
"""

from collections.abc import Iterable, Sequence
from typing import IO, Any, NamedTuple
from xml.sax.saxutils import escape

from chassis.paper import fonts

MM = 72 / 25.4  # points
A4 = (210 * MM, 297 * MM)
MARGIN = 18 * MM
PLAIN_SIZE = 9.0
TOP_LEFT = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


class Table(NamedTuple):
    """A table: its heading, the heads of its columns, their shares of the width, and its rows."""

    title: str
    heads: Sequence[str]
    shares: Sequence[float]
    rows: Sequence[Sequence[str]]


class Chart(NamedTuple):
    """Bars beside each other: what each stands for, and how high it is."""

    title: str
    labels: Sequence[str]
    heights: Sequence[float]


class Document(NamedTuple):
    """What is printed."""

    title: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    to_sign: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    address: str = ""  # what the QR code beside the title says


def draw(file: IO[bytes], document: Document) -> None:
    """Write a document as PDF, A4, each page with the title and its number."""
    from reportlab.platypus import SimpleDocTemplate

    words = _Words()
    template = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=document.title,
        invariant=1,
    )
    foot = words.known(document.title)

    def number(canvas: Any, page: Any) -> None:
        canvas.setFont(fonts.PLAIN, 7)
        canvas.drawString(MARGIN, MARGIN / 2, foot)
        canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, str(page.page))

    template.build(list(_parts(document, words)), onFirstPage=number, onLaterPages=number)


class _Words:
    """Texts as paragraphs."""

    def __init__(self) -> None:
        from reportlab.lib.styles import ParagraphStyle

        self.letters = fonts.register()
        style: dict[str, Any] = {"fontName": fonts.PLAIN, "fontSize": PLAIN_SIZE, "leading": 12}
        self.plain = ParagraphStyle("plain", **{**style, "splitLongWords": 1})
        self.bold = ParagraphStyle("bold", **{**style, "fontName": fonts.BOLD})
        large = {**style, "fontName": fonts.BOLD, "leading": 20}
        self.title = ParagraphStyle("title", **{**large, "fontSize": 16})
        self.heading = ParagraphStyle("heading", **{**large, "fontSize": 11})

    def known(self, text: str) -> str:
        """Return a text in letters that the font has."""
        return fonts.shown(" ".join(text.split()), self.letters)

    def said(self, text: str, style: Any) -> Any:
        """Return a paragraph."""
        from reportlab.platypus import Paragraph

        return Paragraph(escape(self.known(text)), style)


def _parts(document: Document, words: _Words) -> Iterable[Any]:
    from reportlab.platypus import Spacer

    yield _head(document, words)
    for chart in document.charts:
        yield Spacer(1, 4 * MM)
        yield words.said(chart.title, words.heading)
        yield _bars(chart, words)
    for table in document.tables:
        yield Spacer(1, 4 * MM)
        yield words.said(table.title, words.heading)
        yield _table(table, words)
    if document.to_sign:
        yield Spacer(1, 22 * MM)
        yield _lines_to_sign(document.to_sign, words)


def _head(document: Document, words: _Words) -> Any:
    """Return title and facts, with the code at their right."""
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.platypus import Spacer
    from reportlab.platypus import Table as Grid

    facts = [
        [words.said(name, words.bold), words.said(text, words.plain)]
        for name, text in document.facts
    ]
    width = A4[0] - 2 * MARGIN
    left: list[Any] = [words.said(document.title, words.title), Spacer(1, 3 * MM)]
    if facts:
        left.append(Grid(facts, colWidths=[32 * MM, width - 66 * MM], style=TOP_LEFT))
    code: Any = ""
    if document.address:
        side = 30 * MM
        code = Drawing(side, side)
        code.add(QrCodeWidget(document.address, barLevel="M", barWidth=side, barHeight=side))
    return Grid([[left, code]], colWidths=[width - 32 * MM, 32 * MM], style=TOP_LEFT)


def _bars(chart: Chart, words: _Words) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib import colors

    if not any(chart.heights):
        return words.said("None.", words.plain)
    width, height = A4[0] - 2 * MARGIN, 50 * MM
    bars = VerticalBarChart()
    bars.x, bars.y = round(8 * MM), round(12 * MM)
    bars.width, bars.height = round(width - 8 * MM), round(height - 14 * MM)
    bars.data = [tuple(chart.heights)]
    bars.bars[0].fillColor, bars.bars[0].strokeColor = colors.HexColor("#2f5d8a"), None
    bars.valueAxis.valueMin = 0
    bars.valueAxis.valueStep = max(1, round(max(chart.heights) / 5))
    bars.categoryAxis.categoryNames = [words.known(label) for label in chart.labels]
    bars.categoryAxis.labels.angle, bars.categoryAxis.labels.dy = 60, -3 * MM
    for axis in (bars.valueAxis, bars.categoryAxis):
        axis.labels.fontName, axis.labels.fontSize = fonts.PLAIN, 6
    drawing = Drawing(width, height)
    drawing.add(bars)
    return drawing


def _table(table: Table, words: _Words) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import LongTable

    if not table.rows:
        return words.said("None.", words.plain)
    width = (A4[0] - 2 * MARGIN) / sum(table.shares)
    heads = [words.said(head, words.bold) for head in table.heads]
    rows = [[words.said(cell, words.plain) for cell in row] for row in table.rows]
    lines = ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey)
    return LongTable(
        [heads, *rows],
        colWidths=[share * width for share in table.shares],
        repeatRows=1,
        style=[lines, *TOP_LEFT],
    )


def _lines_to_sign(names: Sequence[str], words: _Words) -> Any:
    from reportlab.platypus import Table as Grid

    width = (A4[0] - 2 * MARGIN) / len(names)
    signs = [words.said(name, words.plain) for name in names]
    style = [("LINEABOVE", (place, 0), (place, 0), 0.6, "black") for place in range(len(names))]
    return Grid([signs], colWidths=[width - 6 * MM] * len(names), spaceBefore=6, style=style)

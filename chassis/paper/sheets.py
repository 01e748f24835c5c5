"""The sheets of labels that shops sell; all lengths in millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A sheet: its size, the size of a label, how many there are, and where the first one is."""

    title: str
    width: float
    height: float
    label_width: float
    label_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0
    top: float = 0
    step: float = 0  # from the left of a label to the left of the next one

    @property
    def places(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """Yield the lower left corner of each label, row by row, from the lower left of the sheet.

        Rows of labels touch each other on every sheet here.
        """
        for row in range(self.rows):
            for column in range(self.columns):
                from_top = self.top + (row + 1) * self.label_height
                yield self.left + column * self.step, self.height - from_top


A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)

SHEETS = {
    "a4-21": Sheet("A4, 21 of 63.5 x 38.1 mm (L7160)", *A4, 63.5, 38.1, 3, 7, 7.2, 15.15, 66.05),
    "a4-24": Sheet("A4, 24 of 63.5 x 33.9 mm (L7159)", *A4, 63.5, 33.9, 3, 8, 7.2, 12.9, 66.05),
    "a4-65": Sheet("A4, 65 of 38.1 x 21.2 mm (L7651)", *A4, 38.1, 21.2, 5, 13, 4.75, 10.7, 40.6),
    "letter-30": Sheet(
        "Letter, 30 of 66.7 x 25.4 mm (5160)", *LETTER, 66.7, 25.4, 3, 10, 4.8, 12.7, 69.85
    ),
    "letter-80": Sheet(
        "Letter, 80 of 44.5 x 12.7 mm (5167)", *LETTER, 44.5, 12.7, 4, 20, 7.6, 12.7, 52.1
    ),
    "roll-62x29": Sheet("Roll, 62 x 29 mm (DK-11209)", 62, 29, 62, 29),
    "roll-89x36": Sheet("Roll, 89 x 36 mm (99012)", 89, 36, 89, 36),
}

"""The two fonts of everything that is printed, and the letters that they have."""

import unicodedata
from typing import Any

PLAIN, BOLD = "Vera", "VeraBd"


def register() -> Any:
    """Make the fonts known to what draws, and return the letters that they have."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (PLAIN, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    font: Any = pdfmetrics.getFont(PLAIN)
    return font.face.charToGlyph


def shown(text: str, known: Any) -> str:
    """Return a text in letters that the fonts have."""
    return "".join(_shown(letter, known) for letter in text)


def _shown(letter: str, known: Any) -> str:
    """Return a letter that the fonts have: without its accent, or a question mark."""
    base = unicodedata.normalize("NFKD", letter)[0]
    return next((each for each in (letter, base) if ord(each) in known), "?")

"""The chart of the contestants, as the text of an SVG file."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, NAMES, NUMBERS = 760, 190, 70  # pixels: all, the names on the left, the numbers on the right
BAR, STEP, GAP, TOP = 16, 24, 44, 60
STYLE = """
    text { font: 13px system-ui, sans-serif; fill: #1f2328; }
    .head { font-weight: 600; font-size: 15px; }
    .quiet { fill: #59636e; }
    .app { fill: #8c959f; } .ours .app { fill: #0969da; }
    .postgres { fill: #c8cdd3; } .ours .postgres { fill: #80bbf5; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; } .quiet { fill: #9198a1; }
      .app { fill: #767d86; } .ours .app { fill: #4493f8; }
      .postgres { fill: #3d444d; } .ours .postgres { fill: #1f4e85; }
    }
"""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """What one contestant takes: milliseconds of CPU in the service and in PostgreSQL."""

    name: str
    app: float
    postgres: float
    is_ours: bool = False


def svg(groups: Sequence[tuple[str, Sequence[Bar]]]) -> str:
    """A group of bars for each question; every group has a scale of its own."""
    parts, y = [], TOP
    for title, bars in groups:
        parts += [_text(title, 12, y, "head"), *_group(bars, y + 12)]
        y += STEP * len(bars) + GAP
    head = _text("CPU of one request, milliseconds: service (dark) and PostgreSQL (light)", 12, 24)
    frame = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img"'
    lines = ["<title>CPU of one request</title>", f"<style>{STYLE}  </style>", head, *parts]
    return "\n  ".join([f"<svg {frame}>", *lines]) + "\n</svg>\n"


def _group(bars: Sequence[Bar], top: int) -> list[str]:
    scale = (WIDTH - NAMES - NUMBERS) / max(bar.app + bar.postgres for bar in bars)
    return [_bar(bar, top + STEP * number, scale) for number, bar in enumerate(bars)]


def _bar(bar: Bar, y: int, scale: float) -> str:
    app, postgres = bar.app * scale, bar.postgres * scale
    parts = (
        _text(bar.name, 12, y + 13),
        _rectangle("app", NAMES, y, app),
        _rectangle("postgres", NAMES + app, y, postgres),
        _text(f"{bar.app + bar.postgres:.2f}", NAMES + app + postgres + 6, y + 13, "quiet"),
    )
    return f'<g class="{"ours" if bar.is_ours else "other"}">{"".join(parts)}</g>'


def _rectangle(kind: str, x: float, y: int, width: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}"/>'


def _text(text: str, x: float, y: float, kind: str = "plain") -> str:
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>'

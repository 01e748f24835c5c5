"""What runs now, and how much is left."""

import sys
import time


class Progress:
    """One line on a terminal; lines of their own in a file."""

    def __init__(self, steps: int) -> None:
        self.steps, self.count, self.began = steps, 0, time.monotonic()
        self.is_live = sys.stdout.isatty()
        self.text = ""

    def now(self, text: str) -> None:
        """Say what is being done."""
        self.text = text
        if self.is_live:
            self._show(f"\r\033[K  {self._counted()} {text} …{self._left()}", end="")

    def done(self, result: str) -> None:
        """Say how a step went."""
        self.count += 1
        head = "\r\033[K" if self.is_live else ""
        self._show(f"{head}  {self._counted()} {self.text}: {result}{self._left()}", end="\n")

    def end(self) -> None:
        """Leave the line."""
        if self.is_live:
            self._show("\r\033[K", end="")

    def _counted(self) -> str:
        width = len(str(self.steps))
        return f"[{self.count:{width}}/{self.steps}]"

    def _left(self) -> str:
        if not self.count or self.count == self.steps:
            return ""
        left = (time.monotonic() - self.began) / self.count * (self.steps - self.count)
        return f"  ({left // 60:.0f}:{left % 60:02.0f} left)"

    def _show(self, text: str, *, end: str) -> None:
        print(text, end=end, flush=True)

"""How much memory a process takes at most while something is done to it, from /proc."""

import os
import re
from pathlib import Path

RESET_PEAK = "5"


class Peak:
    """The peak of a process from here on, in megabytes above what it has now."""

    def __init__(self, pid: int | None = None) -> None:
        self.folder = Path(f"/proc/{pid or os.getpid()}")
        self.before = self._megabytes("VmRSS")
        (self.folder / "clear_refs").write_text(RESET_PEAK)

    def grown(self) -> float:
        """Return by how much it grew at most since then."""
        return max(self._megabytes("VmHWM") - self.before, 0)

    def kept(self) -> float:
        """Return how much of it the process still has."""
        return self._megabytes("VmRSS") - self.before

    def _megabytes(self, name: str) -> float:
        status = (self.folder / "status").read_text()
        found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
        return int(found[1]) / 1024 if found else 0

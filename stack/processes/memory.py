"""How much memory a process and everything below it takes."""

import re
from pathlib import Path

from stack.processes import identity


def of_tree(pid: int) -> int:
    """Kilobytes: each page counted once and shared pages in parts (PSS), where we may see it."""
    return sum(_of_one(each) for each in identity.descendants(pid))


def _of_one(pid: int) -> int:
    folder = identity.PROC / str(pid)
    return _field(folder / "smaps_rollup", "Pss") or _field(folder / "status", "VmRSS")


def _field(path: Path, name: str) -> int:
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", path.read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0

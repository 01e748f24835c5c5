"""What a process has loaded lies in large pages of memory, where the system gives them (ADR 65).

A thread that gets its processor back finds nothing as it left it: with fewer pages, there are fewer
whose places have to be looked up anew.
"""

import ctypes
import mmap
from collections.abc import Iterator
from pathlib import Path

MAPS = Path("/proc/self/maps")
LARGE = 2 << 20  # bytes
COLLAPSE = 25  # MADV_COLLAPSE: at once; Linux knows it since 6.1


def take_large_pages() -> None:
    """Ask for large pages wherever there is room for one; a system without them changes nothing."""
    advise = getattr(ctypes.CDLL(None), "madvise", None)
    if advise is None or not hasattr(mmap, "MADV_HUGEPAGE"):
        return
    advise.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    for start, end in list(_own()):
        first, last = -(-start // LARGE) * LARGE, end // LARGE * LARGE
        if first < last:
            advise(first, last - first, mmap.MADV_HUGEPAGE)
            advise(first, last - first, COLLAPSE)


def _own() -> Iterator[tuple[int, int]]:
    """Go through the memory that no file is behind, and that is written."""
    try:
        lines = MAPS.read_text().splitlines()
    except OSError:
        return
    for line in lines:
        where, access, _, _, _, *behind = line.split()
        if access == "rw-p" and behind in ([], ["[heap]"]):
            start, _, end = where.partition("-")
            yield int(start, 16), int(end, 16)

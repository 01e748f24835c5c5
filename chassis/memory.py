"""What a process has loaded lies in large pages of memory, where the system gives them (ADR 65).

A thread that gets its processor back finds nothing as it left it: with fewer pages, there are fewer
whose places have to be looked up anew.
"""

import ctypes
import mmap
import re
from collections.abc import Iterator
from pathlib import Path

MAPS = Path("/proc/self/maps")
GIVEN = Path("/sys/kernel/mm/transparent_hugepage/enabled")
OWN = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) rw-p \S+ \S+ \S+ *(?:\[heap\])?$", re.MULTILINE)
LARGE = 2 << 20  # bytes
COLLAPSE = 25  # MADV_COLLAPSE: at once; Linux knows it since 6.1


def take_large_pages() -> None:
    """Ask for large pages wherever there is room for one, unless the system gives nobody any."""
    if not _are_given():
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    for start, end in list(_own()):
        first, last = -(-start // LARGE) * LARGE, end // LARGE * LARGE
        if first < last:
            advise(first, last - first, mmap.MADV_HUGEPAGE)
            advise(first, last - first, COLLAPSE)


def _are_given() -> bool:
    """Tell whether they are given to who asks: to be asked at once, Linux would overrule that."""
    try:
        return "[never]" not in GIVEN.read_text()
    except OSError:
        return False


def _own() -> Iterator[tuple[int, int]]:
    """Go through the memory that no file is behind, and that is written."""
    for start, end in OWN.findall(MAPS.read_bytes()):
        yield int(start, 16), int(end, 16)

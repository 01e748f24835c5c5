"""Large pages: a process has some of its memory in them, where the system gives them."""

from pathlib import Path

import pytest

from chassis import memory
from chassis.tests.processes import python

ENABLED = Path("/sys/kernel/mm/transparent_hugepage/enabled")
ASK = """
import re
from chassis import memory
def large():
    return int(re.search(r"AnonHugePages: *(\\d+)", open("/proc/self/smaps_rollup").read())[1])
loaded = [bytearray(1 << 16) for _ in range(300)]
before = large()
memory.take_large_pages()
print(before, large(), len(loaded))
"""


@pytest.mark.skipif(
    not ENABLED.exists() or "[never]" in ENABLED.read_text(), reason="no large pages here"
)
def test_a_process_has_large_pages_once_it_has_asked():
    asked = python(ASK)

    before, after, _ = map(int, asked.stdout.split())
    assert after > before, asked.stderr


@pytest.mark.parametrize("said", ["always madvise [never]\n", None])
def test_a_system_that_gives_none_is_not_asked(monkeypatch, tmp_path, said):
    given = tmp_path / "enabled"
    if said:
        given.write_text(said)
    monkeypatch.setattr(memory, "GIVEN", given)
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: pytest.fail("It was asked."))

    memory.take_large_pages()


def test_only_memory_of_our_own_is_asked_for(monkeypatch, tmp_path):
    maps = tmp_path / "maps"
    maps.write_bytes(
        b"00600000-00a00000 rw-p 00000000 00:00 0\n"
        b"00a00000-00e00000 rw-p 00000000 00:00 0                  [heap]\n"
        b"00e00000-01200000 r--p 00000000 00:00 0\n"
        b"01200000-01600000 rw-p 00000000 08:01 17   /usr/lib/libc.so.6\n"
        b"01600000-01a00000 rw-p 00000000 00:00 0    [stack]\n"
        b"01a00000-01e00000 rw-s 00000000 00:00 0\n"
        b"01e00000-02200000 rw-p 00000000 08:01 18   /home/\xff\x0b \xc2\x85/a library\n"
    )
    monkeypatch.setattr(memory, "MAPS", maps)

    assert list(memory._own()) == [(0x600000, 0xA00000), (0xA00000, 0xE00000)]

"""What is read from /proc."""

import os
import subprocess
import sys

import pytest

from bench import cpu

BURN = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\n"
IN_A_CHILD = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BURN!r}])\n"
THEN_WAIT = "print('done', flush=True)\ninput()\n"


@pytest.fixture
def run():
    started = []

    def _run(text):
        process = subprocess.Popen(
            [sys.executable, "-c", text + THEN_WAIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        started.append(process)
        process.stdout.readline()
        return process.pid

    yield _run
    for process in started:
        process.communicate(b"\n")


@pytest.fixture
def proc(tmp_path):
    """A /proc of our own making."""

    def _add(pid, parent, *, user=0, system=0, reaped=0, threads=1, name="a (b) c"):
        folder = tmp_path / str(pid)
        folder.mkdir()
        words = ["S", parent, *[0] * 9, user, system, reaped, 0, 20, 0, threads, 0]
        (folder / "stat").write_text(f"{pid} ({name}) {' '.join(map(str, words))}")
        return folder

    _add.root = tmp_path
    return _add


def test_what_a_process_took_is_counted(run):
    assert cpu.seconds([run(BURN)]) > 0.25


def test_what_its_dead_children_took_is_counted(run):
    assert cpu.seconds([run(IN_A_CHILD)]) > 0.25


def test_a_tree_is_a_process_and_all_below_it(proc):
    for pid, parent in ((1, 0), (2, 1), (3, 2), (4, 1)):
        proc(pid, parent)

    assert cpu.tree([2], proc=proc.root) == {2, 3}
    assert cpu.tree([9], proc=proc.root) == set()


def test_ticks_of_all_threads_and_of_the_dead_are_added(proc):
    proc(5, 1, user=100, system=20, reaped=7, threads=3)
    proc(6, 5, user=3, threads=2)

    assert cpu.seconds([5], proc=proc.root) == pytest.approx(130 * cpu.TICK)


def test_one_thread_is_told_to_the_nanosecond(proc):
    folder = proc(5, 1, user=1)
    (folder / "schedstat").write_text("12345678901 0 1")

    assert cpu.seconds([5], proc=proc.root) == pytest.approx(12.345678901)


def test_memory_that_is_shared_counts_by_shares(proc):
    folder = proc(5, 1)
    (folder / "smaps_rollup").write_text("Rss: 4096 kB\nPss: 2048 kB\nPss_Anon: 1 kB\n")

    assert cpu.megabytes([5], proc=proc.root) == 2


def test_a_process_that_is_gone_took_nothing(proc):
    (proc.root / "7").mkdir()

    assert cpu.seconds([7], proc=proc.root) == 0


def test_a_parent_is_found(run):
    assert cpu.parent(run("")) == os.getpid()

import os
import subprocess

from stack.processes import identity, memory
from stack.processes.identity import Identity


def test_a_process_is_alive_until_it_ends():
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        known = identity.of(sleeper.pid)
        assert known.is_alive()

        sleeper.kill()
        sleeper.wait()

    assert not known.is_alive()


def test_a_recycled_number_is_another_process():
    assert not Identity(os.getpid(), ticks=1).is_alive()


def test_memory_is_counted_with_all_children():
    alone = memory.of_tree(os.getpid())

    with subprocess.Popen(["sleep", "60"]) as sleeper:
        assert sleeper.pid in identity.descendants(os.getpid())
        sleeper.kill()

    assert alone > 1000

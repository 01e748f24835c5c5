"""The counts of the last seconds."""

from chassis.clients.window import Window


def test_it_counts_good_and_bad():
    window = Window(10)
    for ok in (True, False, True):
        window.add(5.0, ok=ok)
    window.add(6.5, ok=False)

    assert window.counts(7.0) == (2, 2)


def test_it_forgets():
    window = Window(10)
    window.add(5.9, ok=False)
    window.add(12.0, ok=True)

    assert window.counts(14.9) == (1, 1)
    assert window.counts(15.0) == (1, 0)
    window.clear()
    assert window.counts(15.0) == (0, 0)

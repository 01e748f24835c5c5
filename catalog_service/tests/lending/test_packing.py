"""Where promises are placed: as trying out everything would."""

from datetime import timedelta
from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some

from catalog_service.lending.actions import packing
from catalog_service.lending.actions.packing import Puzzle, Span, Unit, movable
from catalog_service.tests.lending.conftest import NOON

PLACES = [UUID(int=number) for number in (1, 2, 3)]
TIMES = some.tuples(some.integers(0, 4), some.integers(1, 3)).map(lambda t: (t[0], t[0] + t[1]))


def span(times, kind=Span, **words):
    begin, end = (NOON + timedelta(hours=number) for number in times)
    return kind(begin, end, **words)


def fits(units, chosen, taken):
    """Tell whether no two touch at one place."""
    put = {place: [span(each) for each in taken.get(place, ())] for place in PLACES}
    for unit, place in zip(units, chosen, strict=True):
        if any(unit.touches(other) for other in put[place]):
            return False
        put[place].append(unit)
    return True


@settings(max_examples=150, deadline=None)
@given(
    times=some.lists(TIMES, max_size=5),
    taken=some.dictionaries(some.sampled_from(PLACES), some.lists(TIMES, max_size=1)),
)
def test_a_place_is_found_if_there_is_one(times, taken):
    units = [span(each, Unit) for each in times]
    spans = {place: [span(each) for each in its] for place, its in taken.items()}

    found = Puzzle(PLACES, spans, PLACES).solve(units)

    is_possible = any(fits(units, each, taken) for each in product(PLACES, repeat=len(units)))
    assert (found is not None) == is_possible
    if found is not None:
        assert fits([unit for unit, _ in found], [place for _, place in found], taken)


def test_who_has_a_place_keeps_it_and_what_is_new_goes_where_it_fits():
    mine = span((1, 3), Unit, hold=7, place=PLACES[1])
    new = span((2, 4), Unit)

    found = Puzzle(PLACES, {}, PLACES[1:]).solve([new, mine])

    assert found == [(mine, PLACES[1]), (new, PLACES[2])]


def test_only_those_move_that_touch_each_other():
    near, next_to_it, far = (
        span(t, Unit, hold=1, place=PLACES[0]) for t in [(1, 3), (2, 5), (6, 7)]
    )

    assert movable([far, next_to_it, near], span((0, 2))) == [near, next_to_it]


def test_what_takes_too_long_counts_as_taken(monkeypatch):
    taken = {PLACES[1]: [span((1, 3))]}
    units = [span((0, 1), Unit), span((0, 3), Unit)]
    puzzle = Puzzle(PLACES[:2], taken, PLACES[:2])

    assert puzzle.solve(units) == [(units[0], PLACES[1]), (units[1], PLACES[0])]
    monkeypatch.setattr(packing, "MOST_TRIES", 1)
    assert puzzle.solve(units) is None

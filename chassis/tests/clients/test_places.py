"""How many calls to one service may be under way."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.clients import UpstreamAway, UpstreamBusy
from chassis.clients.circuit import MOST_AT_ONCE, circuit_of

PATH = "/internal/things/"


def test_one_call_too_many_fails_at_once(shelf, neighbour):
    neighbour.always(stalls=True)
    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        waiting = [pool.submit(shelf.get, PATH, timeout=5, deadline=5) for _ in range(MOST_AT_ONCE)]
        while len(neighbour.heard) < MOST_AT_ONCE:
            pass

        with pytest.raises(UpstreamBusy) as busy:
            shelf.get(PATH)

        assert not any(each.done() for each in waiting)
        neighbour.released.set()
        assert [each.result(10).status for each in waiting] == [200] * MOST_AT_ONCE

    assert busy.value.code == "upstream_busy"
    assert len(neighbour.heard) == MOST_AT_ONCE


def test_a_place_is_free_again_after_whatever_happened(shelf, neighbour, clock):
    neighbour.always(status=503)
    for _ in range(3 * MOST_AT_ONCE):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)

    neighbour.always()
    clock.now += 5

    assert shelf.get(PATH).status == 200


def test_calls_to_one_service_take_no_places_of_another(shelf):
    shelf_places, cellar_places = circuit_of("shelf").place, circuit_of("cellar").place
    with shelf_places(), shelf_places():
        with cellar_places():
            pass
        with pytest.raises(UpstreamBusy), shelf_places():
            pass

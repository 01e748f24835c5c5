"""Some of a product, and kits: which assets these are is decided when they go out."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending import actions, errors
from catalog_service.lending.models import HandedOut, Hold, Part, Some
from catalog_service.tests.lending.conftest import hour, refuses, spans


@pytest.fixture
def laptops_here(make_asset):
    """Three laptops of a product."""
    return [make_asset(f"LT-{number}") for number in (1, 2, 3)]


@pytest.fixture
def stand(by_ben, make_asset):
    """A product of which there is one."""
    stand = gear.create_product(by=by_ben, title="Stand")
    make_asset("ST-1", product=stand)
    return stand


@pytest.fixture
def kit(by_ben, thinkpad, stand):
    """Two laptops and a stand."""
    return actions.create_kit(by=by_ben, name="Talk", parts=[Part(thinkpad, 2), Part(stand)])


@pytest.fixture
def collect(by_ben):
    """Collect a reservation at the desk, an hour after noon."""

    def collect(reservation, **details):
        words = {"reservation": reservation, "by": by_ben, "at": hour(1), **details}
        return actions.collect_reservation(**words)

    return collect


def test_as_many_are_kept_as_are_asked_for(reserve, thinkpad, laptops_here):
    reservation = reserve(Some(thinkpad, 2))

    assert [(line.product, line.quantity) for line in reservation.lines.all()] == [(thinkpad, 2)]
    assert spans() == [("LT-1", 1, 2), ("LT-2", 1, 2)]


def test_more_than_there_are_is_refused_with_how_many_are_free(reserve, thinkpad, laptops_here):
    reserve(Some(thinkpad, 2))

    with refuses(errors.Taken) as refused:
        reserve(Some(thinkpad, 2), end=3)

    assert refused.value.more["short"] == [
        {"product": str(thinkpad.pk), "title": "Lenovo T14", "wanted": 2, "free": 1}
    ]
    assert [each["tag"] for each in refused.value.more["clashes"]] == ["LT-1", "LT-2"]
    assert [each["from"][11:16] for each in refused.value.more["free"]] == ["14:00"]
    assert refused.value.detail.startswith("Free at that time: 1 of 2 Lenovo T14. Taken already: ")


def test_what_will_never_be_there_is_never_free(reserve, thinkpad, laptops_here):
    with refuses(errors.Taken) as refused:
        reserve(Some(thinkpad, 4))

    assert (refused.value.more["clashes"], refused.value.more["free"]) == ([], [])
    assert refused.value.detail == "Free at that time: 3 of 4 Lenovo T14."


def test_what_is_kept_back_does_not_count(reserve, thinkpad, laptops_here, by_ben):
    gear.change_asset(asset=laptops_here[0], by=by_ben, status="in_repair")

    reserve(Some(thinkpad, 2))

    assert spans() == [("LT-2", 1, 2), ("LT-3", 1, 2)]
    with refuses(errors.Taken):
        reserve(Some(thinkpad))


def test_who_names_an_asset_gets_it_where_another_will_do_for_the_others(
    reserve, thinkpad, laptops_here
):
    reserve(Some(thinkpad, 2))

    reserve(laptops_here[0])

    assert spans() == [("LT-1", 1, 2), ("LT-2", 1, 2), ("LT-3", 1, 2)]
    with refuses(errors.Taken) as refused:
        reserve(laptops_here[1])
    assert [each["tag"] for each in refused.value.more["clashes"]] == ["LT-2"]


def test_others_change_places_to_make_room(reserve, thinkpad, laptops_here):
    reserve(laptops_here[0], start=3, end=4)
    reserve(laptops_here[1], start=1, end=2)
    reserve(laptops_here[2], start=1, end=4)
    reserve(Some(thinkpad), start=2, end=3)  # on the first, as things are
    assert ("LT-1", 2, 3) in spans()

    reserve(Some(thinkpad), start=1, end=3)  # only the first is free for as long

    assert ("LT-1", 1, 3) in spans()
    assert ("LT-2", 2, 3) in spans()


def test_some_beside_one_by_name(reserve, thinkpad, laptops_here):
    reserve(laptops_here[1], Some(thinkpad, 2))

    assert Hold.objects.filter(product=thinkpad).count() == 2
    assert spans() == [("LT-1", 1, 2), ("LT-2", 1, 2), ("LT-3", 1, 2)]


def test_a_kit_is_all_of_its_parts(reserve, kit, thinkpad, laptops_here):
    reservation = reserve(Some(kit))

    assert [str(line) for line in reservation.lines.all()] == ["1 x Talk"]
    assert [tag for tag, _, _ in spans()] == ["LT-1", "LT-2", "ST-1"]
    with refuses(errors.Taken) as refused:
        reserve(Some(kit), Some(thinkpad))
    assert [(each["title"], each["wanted"]) for each in refused.value.more["short"]] == [
        ("Lenovo T14", 3),
        ("Stand", 1),
    ]


def test_at_hand_over_others_may_be_picked(reserve, collect, thinkpad, laptops_here):
    first, second = reserve(Some(thinkpad)), reserve(Some(thinkpad, 2))

    loan = collect(first, lines=[HandedOut(laptops_here[2])])

    assert [line.asset.tag for line in loan.lines.all()] == ["LT-3"]
    assert sorted(second.lines.get().holds.values_list("asset__tag", flat=True)) == ["LT-1", "LT-2"]


def test_without_a_pick_it_is_what_is_here(reserve, collect, lend, kit, thinkpad, laptops_here):
    lend(laptops_here[0], due=0.5)  # overdue by then
    reservation = reserve(Some(kit))

    loan = collect(reservation)

    assert [line.asset.tag for line in loan.lines.all()] == ["LT-2", "LT-3", "ST-1"]
    assert not Hold.objects.filter(reservation_line__isnull=False).exists()


def test_more_than_was_reserved_is_not_picked(reserve, collect, thinkpad, laptops_here):
    reservation = reserve(Some(thinkpad))

    with refuses(errors.NotReserved) as refused:
        collect(reservation, lines=[HandedOut(each) for each in laptops_here[:2]])

    assert "LT-2" in refused.value.detail


def test_a_change_keeps_the_line_and_asks_anew(reserve, thinkpad, laptops_here, by_cleo):
    reservation = reserve(Some(thinkpad, 2))
    (line,) = reservation.lines.all()

    words = {"reservation": reservation, "by": by_cleo, "at": hour(0)}
    actions.change_reservation(**words, ends_at=hour(3))

    assert (spans(), reservation.lines.get()) == ([("LT-1", 1, 3), ("LT-2", 1, 3)], line)
    actions.change_reservation(**words, lines=[Some(thinkpad, 3)])
    assert [tag for tag, _, _ in spans()] == ["LT-1", "LT-2", "LT-3"]


def test_the_desk_looks_first_at_some_of_a_category(
    reserve, thinkpad, laptops_here, laptops, by_ben
):
    gear.change_category(category=laptops, by=by_ben, needs_approval=True)

    assert reserve(Some(thinkpad)).status == "requested"

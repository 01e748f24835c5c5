"""`/locations/`: a tree that the database keeps."""

import pytest
from django.db import IntegrityError, transaction

from catalog_service.gear import actions
from catalog_service.gear.models import LONGEST_PATH, MOST_LEVELS, Location
from catalog_service.tests.conftest import API

LOCATIONS = f"{API}locations/"


@pytest.fixture
def house(db, by_ben):
    """A cabinet in a room in a house."""
    house = actions.create_location(by=by_ben, name="House")
    room = actions.create_location(by=by_ben, name="Room", parent=house)
    return house, room, actions.create_location(by=by_ben, name="Cabinet", parent=room)


def read(client, row):
    return client.get(f"{LOCATIONS}{row.pk}/").json()


def test_it_says_where_it_stands(ben, house):
    _, room, cabinet = house

    made = ben.post(LOCATIONS, {"name": "Shelf", "parent": "cabinet"}).json()

    assert made["path"] == "House / Room / Cabinet / Shelf"
    assert made["parent"] == str(cabinet.pk)
    assert made["ancestors"] == [str(row.pk) for row in house]
    assert (room.path, room.ancestors) == ("House / Room", [house[0].pk])


@pytest.mark.parametrize("called", ["room", "Room", "ROOM"])
def test_its_parent_goes_by_slug_and_name(ben, house, called):
    assert ben.post(LOCATIONS, {"name": "Box", "parent": called}).json()["path"] == (
        "House / Room / Box"
    )


def test_what_is_inside_goes_along_and_has_a_new_version(ben, house):
    _, room, cabinet = house

    ben.patch(f"{LOCATIONS}{house[0].pk}/", {"name": "Barn"})
    assert (read(ben, cabinet)["path"], read(ben, cabinet)["version"]) == (
        "Barn / Room / Cabinet",
        2,
    )

    ben.patch(f"{LOCATIONS}{room.pk}/", {"parent": None})
    there = read(ben, cabinet)
    assert (there["path"], there["ancestors"], there["version"]) == (
        "Room / Cabinet",
        [str(room.pk)],
        3,
    )
    [newest, *_] = ben.get(f"{LOCATIONS}{cabinet.pk}/history/").json()
    assert newest["changes"] == {"path": ["Barn / Room / Cabinet", "Room / Cabinet"]}


def test_a_change_of_something_else_touches_nothing_inside(ben, house):
    ben.patch(f"{LOCATIONS}{house[0].pk}/", {"slug": "h"})

    assert read(ben, house[1])["version"] == 1


@pytest.mark.parametrize("inside", [0, 1, 2])
def test_nothing_stands_inside_of_itself(ben, house, refused, inside):
    answer = ben.patch(f"{LOCATIONS}{house[0].pk}/", {"parent": str(house[inside].pk)})

    assert refused(answer, 409, "inside_itself")["errors"][0]["attr"] == "parent"
    assert read(ben, house[0])["parent"] is None


def test_the_database_keeps_the_tree_on_every_way(house):
    top, room, cabinet = house
    Location.objects.filter(pk=cabinet.pk).update(path="nonsense", ancestors=[])
    cabinet.refresh_from_db()

    assert cabinet.path == "House / Room / Cabinet"
    with pytest.raises(IntegrityError, match="no_location_is_inside_itself"), transaction.atomic():
        Location.objects.filter(pk=top.pk).update(parent=cabinet)
    assert str(room) == "House / Room"


def test_a_tree_has_an_end(ben, by_ben, refused):
    row = None
    for level in range(MOST_LEVELS):
        row = actions.create_location(by=by_ben, name=str(level), parent=row)

    refused(ben.post(LOCATIONS, {"name": "x", "parent": row.slug}), 400, "too_deep")
    long = "x" * (LONGEST_PATH // 3)
    ben.post(LOCATIONS, {"name": f"a{long}", "slug": "a"})
    ben.post(LOCATIONS, {"name": f"b{long}", "slug": "b", "parent": "a"})
    refused(ben.post(LOCATIONS, {"name": f"c{long}", "parent": "b"}), 400, "too_deep")


def test_names_are_told_apart(ben, house, refused):
    refused(ben.post(LOCATIONS, {"name": "ROOM"}), 409, "name_taken")
    refused(ben.post(LOCATIONS, {"name": "Room!"}), 409, "slug_taken")
    refused(ben.post(LOCATIONS, {"name": "x", "parent": "nowhere"}), 400, "invalid")


def test_what_holds_something_stays(ben, house, make_asset, refused):
    _, room, cabinet = house
    refused(ben.delete(f"{LOCATIONS}{room.pk}/"), 409, "not_empty")
    asset = make_asset(home_location=cabinet)

    told = refused(ben.delete(f"{LOCATIONS}{cabinet.pk}/"), 409, "location_in_use")
    assert "1 asset," in told["detail"]

    ben.patch(f"{API}assets/{asset.pk}/", {"home_location": None})
    assert ben.delete(f"{LOCATIONS}{cabinet.pk}/").status_code == 204


def test_the_list_runs_down_the_tree_and_is_narrowed(cleo, by_ben, house):
    actions.create_location(by=by_ben, name="Annex")

    def names(**parameters):
        answer = cleo.get(LOCATIONS, parameters)
        return [row["name"] for row in answer.json()["results"]]

    assert names() == ["Annex", "House", "Room", "Cabinet"]
    assert names(inside="house") == ["Room", "Cabinet"]
    assert names(parent="house") == ["Room"]
    assert names(slug="annex") == ["Annex"]
    assert names(search="hou cab") == ["Cabinet"]


def test_assets_are_found_by_a_place_and_all_inside_of_it(cleo, make_asset, house):
    _, room, cabinet = house
    make_asset("A", location=cabinet, home_location=room)
    make_asset("B", location=room)
    make_asset("C")

    def tags(**parameters):
        answer = cleo.get(f"{API}assets/", {"ordering": "tag", **parameters})
        return [row["tag"] for row in answer.json()["results"]]

    assert tags(location="house") == ["A", "B"]
    assert tags(location="cabinet") == ["A"]
    assert tags(location=str(room.pk)) == ["A", "B"]
    assert tags(home_location="house") == ["A"]
    assert tags(location__icontains="room") == ["A", "B"]
    assert tags(search="house cabinet") == ["A"]
    [first, *_] = cleo.get(f"{API}assets/?ordering=tag").json()["results"]
    assert first["location_details"] == {"name": "Cabinet", "path": "House / Room / Cabinet"}
    assert first["home_location"] == str(room.pk)


def test_an_asset_is_put_somewhere_by_name(ben, make_asset, house, refused):
    asset = make_asset()
    address = f"{API}assets/{asset.pk}/"

    assert ben.patch(address, {"location": "Cabinet"}).json()["location"] == str(house[2].pk)
    refused(ben.patch(address, {"location": "Nowhere"}), 400, "invalid")
    gone = ben.patch(address, {"location": None}).json()
    assert (gone["location"], gone["location_details"]) == (None, None)

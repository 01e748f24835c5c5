"""`/reservations/`."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import now

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Person
from catalog_service.lending.selectors import wire
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import BEN, CLEO, GONE, STRANGER
from chassis.testing import knowledge

RESERVATIONS = f"{API}reservations/"


def body(*assets, start=1, end=2, **details):
    """Return what is sent to reserve assets, some hours from now."""
    at = now()
    times = {"starts_at": at + timedelta(hours=start), "ends_at": at + timedelta(hours=end)}
    return {
        **{name: wire(value) for name, value in times.items()},
        "lines": [{"asset": name} for name in assets],
        **details,
    }


def test_a_member_reserves_by_tag_or_id(cleo, asset, other):
    said = body("lt-1", str(other.id), note="For the fair.")

    answer = cleo.post(RESERVATIONS, said)

    made = answer.json()
    assert answer.status_code == 201, made
    assert answer["Location"] == f"{RESERVATIONS}{made['id']}/"
    assert answer["ETag"] == '"1"'
    rest = {"product": None, "title": None, "kit": None, "name": None, "quantity": 1}
    assert made["lines"] == [
        {"asset": str(asset.id), "tag": "LT-1", **rest},
        {"asset": str(other.id), "tag": "LT-2", **rest},
    ]
    assert (made["borrower"], made["status"], made["note"]) == (
        cleo.caller_id,
        "approved",
        "For the fair.",
    )
    assert made["starts_at"] == said["starts_at"]
    knowledge.until(Person, now())
    read = cleo.get(answer["Location"]).json()
    assert read["borrower_details"]["name"] == "Cleo"
    assert {**read, "borrower_details": None} == {**made, "borrower_details": None}


def test_a_clash_is_a_409_that_names_it(cleo, ben, refused, asset):
    first = ben.post(RESERVATIONS, body("LT-1", borrower=str(BEN))).json()

    problem = refused(cleo.post(RESERVATIONS, body("LT-1", start=1.5, end=3)), 409, "taken")

    assert problem["clashes"] == [
        {
            "asset": str(asset.id),
            "tag": "LT-1",
            "from": first["starts_at"],
            "to": first["ends_at"],
        }
    ]
    assert [free["from"] for free in problem["free"]] == [first["ends_at"]]


@pytest.mark.parametrize(
    ("said", "attr"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [{}]}, "lines.0.asset"),
        ({"lines": [{"asset": "LT-404"}]}, "lines.0.asset"),
        ({"lines": [{"asset": str(STRANGER)}]}, "lines.0.asset"),
        ({"lines": [{"asset": "LT-1\u0007"}]}, "lines.0.asset"),
        ({"lines": [{"asset": "LT-1"}, {"asset": "lt-1"}]}, "lines"),
        ({"lines": [{"asset": "x"}] * 101}, "lines"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"starts_at": None}, "starts_at"),
        ({"borrower": "Cleo"}, "borrower"),
        ({"note": "x" * 10_001}, "note"),
    ],
)
def test_what_makes_no_sense_is_refused(cleo, refused, asset, said, attr):
    problem = refused(cleo.post(RESERVATIONS, {**body("LT-1"), **said}), 400, "invalid")

    assert problem["errors"][0]["attr"] == attr


@pytest.mark.parametrize(
    ("said", "code", "attr"),
    [
        (body(start=2, end=1), "ends_before_start", "ends_at"),
        (body(start=-2, end=-1), "ends_in_the_past", "ends_at"),
        (body(start=-2, end=1), "starts_in_the_past", "starts_at"),
        ({"ends_at": "9999-12-31T23:59:59Z"}, "too_far_ahead", "ends_at"),
        ({"borrower": str(STRANGER)}, "borrower_unknown", "borrower"),
        ({"borrower": str(GONE)}, "borrower_inactive", "borrower"),
    ],
)
def test_a_broken_rule_is_named_with_its_field(ben, refused, asset, said, code, attr):
    said.pop("lines", None)

    problem = refused(ben.post(RESERVATIONS, {**body("LT-1"), **said}), 400, code)

    assert problem["errors"][0]["attr"] == attr


def test_times_and_lines_are_required(cleo, refused):
    problem = refused(cleo.post(RESERVATIONS, {}), 400, "invalid")

    missing = {(error["attr"], error["code"]) for error in problem["errors"]}
    assert missing == {(name, "required") for name in ("starts_at", "ends_at", "lines")}


def test_others_are_for_the_desk(cleo, ben, as_caller, refused, asset):
    viewer = as_caller(id=str(CLEO), roles=["viewer"], scopes=["catalog:read"])

    refused(cleo.post(RESERVATIONS, body("LT-1", borrower=str(BEN))), 403, "only_for_yourself")
    refused(viewer.post(RESERVATIONS, body("LT-1")), 403, "forbidden")
    assert ben.post(RESERVATIONS, body("LT-1", borrower=str(CLEO))).status_code == 201


def test_the_same_key_reserves_once(cleo, asset):
    said = body("LT-1")

    answers = [cleo.post(RESERVATIONS, said, HTTP_IDEMPOTENCY_KEY="k1") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def test_a_change_wants_the_newest_version(cleo, refused, asset, other):
    made = cleo.post(RESERVATIONS, body("LT-1")).json()
    address = f"{RESERVATIONS}{made['id']}/"

    changed = cleo.patch(address, {"lines": [{"asset": "LT-2"}]}, HTTP_IF_MATCH='"1"')

    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert [line["tag"] for line in changed.json()["lines"]] == ["LT-2"]
    assert changed.json()["starts_at"] == made["starts_at"]
    refused(cleo.patch(address, {"note": "x"}, HTTP_IF_MATCH='"1"'), 412, "precondition_failed")
    assert cleo.get(address, HTTP_IF_NONE_MATCH='"2"').status_code == 304


def test_put_leaves_out_what_is_left_out(cleo, asset):
    made = cleo.post(RESERVATIONS, body("LT-1", note="One.")).json()

    changed = cleo.put(f"{RESERVATIONS}{made['id']}/", {"note": "Two."}).json()

    assert (changed["note"], changed["lines"]) == ("Two.", made["lines"])


def test_a_member_cancels_and_only_the_desk_decides(cleo, ben, refused, asset, laptops, by_ben):
    gear.change_category(category=laptops, by=by_ben, needs_approval=True)
    made = cleo.post(RESERVATIONS, body("LT-1")).json()
    address = f"{RESERVATIONS}{made['id']}/"
    assert made["status"] == "requested"

    for verb in ("approve", "reject", "collect"):
        refused(cleo.post(f"{address}{verb}/"), 403, "forbidden")
    approved = ben.post(f"{address}approve/")
    assert (approved.json()["status"], approved["ETag"]) == ("approved", '"2"')
    refused(ben.post(f"{address}approve/"), 409, "not_requested")
    assert cleo.post(f"{address}cancel/").json()["status"] == "cancelled"
    refused(cleo.post(f"{address}cancel/"), 409, "reservation_over")
    refused(ben.post(f"{address}reject/"), 409, "reservation_over")
    refused(ben.post(f"{address}collect/"), 409, "not_approved")
    refused(cleo.patch(address, {"note": "x"}), 409, "reservation_over")


def test_the_desk_hands_out_what_is_picked(cleo, ben, refused, asset, other):
    made = cleo.post(RESERVATIONS, body("LT-1", "LT-2", start=-0.05)).json()
    address = f"{RESERVATIONS}{made['id']}/collect/"
    picked = [{"asset": "LT-2", "condition_out": "attention"}]

    refused(ben.post(address, {"lines": [{"asset": "LT-404"}]}), 400, "invalid")
    refused(ben.post(address, {"line": picked}), 400, "invalid")
    answer = ben.post(address, {"lines": picked, "note": "One lens."})

    loan = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"{API}loans/{loan['id']}/")
    assert (loan["reservation"], loan["due_at"]) == (made["id"], made["ends_at"])
    assert [(line["tag"], line["condition_out"]) for line in loan["lines"]] == [
        ("LT-2", "attention")
    ]
    assert cleo.get(answer["Location"]).json()["note"] == "One lens."
    assert ben.get(f"{API}assets/{other.id}/").json()["status"] == "on_loan"


def test_members_see_their_own_the_desk_sees_all(cleo, ben, as_caller, refused, asset):
    made = ben.post(RESERVATIONS, body("LT-1", borrower=str(BEN))).json()
    mine = cleo.post(RESERVATIONS, body("LT-1", start=3, end=4)).json()
    program = as_caller(id="reports", roles=(), client_id="reports", scopes=["catalog:read"])

    def ids(client):
        return {row["id"] for row in client.get(RESERVATIONS).json()["results"]}

    assert ids(cleo) == {mine["id"]}
    assert ids(ben) == ids(program) == {made["id"], mine["id"]}
    for way in ("", "history/"):
        refused(cleo.get(f"{RESERVATIONS}{made['id']}/{way}"), 404, "not_found")
    refused(cleo.post(f"{RESERVATIONS}{made['id']}/cancel/"), 404, "not_found")
    nobody = as_caller(id="nobody", roles=["member"], scopes=["catalog:read"])
    assert nobody.get(RESERVATIONS).json()["results"] == []


@pytest.fixture
def tags(ben):
    """Ask for a list and return the tags of its rows."""

    def ask(**parameters):
        answer = ben.get(RESERVATIONS, parameters)
        assert answer.status_code == 200, answer.content
        rows = answer.json()["results"]
        return sorted(line["tag"] for row in rows for line in row["lines"])

    return ask


def test_the_list_is_narrowed(cleo, ben, tags, asset, other):
    first = cleo.post(RESERVATIONS, body("LT-1")).json()
    second = ben.post(RESERVATIONS, body("LT-2", start=5, end=6, borrower=str(BEN))).json()
    cleo.post(f"{RESERVATIONS}{first['id']}/cancel/")

    assert tags() == ["LT-1", "LT-2"]
    assert tags(status="cancelled") == ["LT-1"]
    assert tags(status__in="approved,collected") == ["LT-2"]
    assert tags(borrower=str(CLEO)) == ["LT-1"]
    assert tags(asset=str(other.id)) == ["LT-2"]
    assert tags(starts_at__gte=second["starts_at"]) == ["LT-2"]
    assert tags(starts_at__lte=first["starts_at"]) == ["LT-1"]
    assert tags(ends_at__gte=first["ends_at"], ends_at__lte=first["ends_at"]) == ["LT-1"]


@pytest.mark.parametrize("asked", [{"status": "lost"}, {"asset": "LT-1"}, {"colour": "red"}])
def test_what_is_not_understood_is_refused(ben, refused, asked):
    refused(ben.get(RESERVATIONS, asked), 400, "invalid")


def test_the_number_of_queries_does_not_grow(cleo, make_asset, django_assert_num_queries):
    for number in range(12):
        make_asset(f"X-{number}")
        cleo.post(RESERVATIONS, body(f"X-{number}"))

    with django_assert_num_queries(1):
        answer = cleo.get(RESERVATIONS)

    assert len(answer.json()["results"]) == 12


def test_ids_are_ids(cleo, refused):
    refused(cleo.get(f"{RESERVATIONS}{UUID(int=1)}/"), 404, "not_found")
    refused(cleo.get(f"{RESERVATIONS}LT-1/"), 404, "not_found")

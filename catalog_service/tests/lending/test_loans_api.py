"""`/loans/`."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from catalog_service.lending.models import Loan
from catalog_service.lending.selectors import wire
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import BEN, CLEO, GONE, STRANGER

LOANS = f"{API}loans/"


def later(hours):
    """Return a moment some hours from now."""
    return wire(now() + timedelta(hours=hours))


def body(*assets, due=4, borrower=CLEO, **details):
    """Return what is sent to hand assets out."""
    lines = [{"asset": name} for name in assets]
    return {"borrower": str(borrower), "due_at": later(due), "lines": lines, **details}


@pytest.fixture
def made(ben, asset, other):
    """A loan of two laptops."""
    answer = ben.post(LOANS, body("LT-1", "LT-2", note="By hand."))
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_the_desk_hands_out(ben, made, asset):
    assert (made["borrower"], made["note"], made["closed_at"]) == (str(CLEO), "By hand.", None)
    assert made["lines"][0] == {
        "asset": str(asset.id),
        "tag": "LT-1",
        "due_at": made["due_at"],
        "returned_at": None,
        "condition_out": "ok",
        "condition_in": None,
        "note": "",
        "lost": False,
    }
    answer = ben.get(f"{LOANS}{made['id']}/")
    assert (answer["ETag"], answer.json()["lines"]) == ('"1"', made["lines"])


def test_some_comes_back_broken_and_the_rest_is_kept(ben, refused, made, asset):
    address = f"{LOANS}{made['id']}/"
    broken = {"asset": "LT-1", "condition_in": "damaged", "note": "The lid."}

    half = ben.post(f"{address}return/", {"lines": [broken]}, HTTP_IF_MATCH='"1"')

    assert (half.status_code, half["ETag"]) == (200, '"2"')
    line, _ = half.json()["lines"]
    assert (line["condition_in"], line["note"]) == ("damaged", "The lid.")
    assert ben.get(f"{API}assets/{asset.id}/").json()["status"] == "quarantined"
    refused(ben.post(f"{address}return/", {"lines": [broken]}), 409, "not_out")
    whole = ben.post(f"{address}return/").json()
    assert whole["closed_at"]
    refused(ben.post(f"{address}return/"), 409, "loan_closed")


def test_it_is_extended_and_given_up(ben, refused, made):
    address, until = f"{LOANS}{made['id']}/", later(9)

    longer = ben.post(f"{address}extend/", {"due_at": until, "lines": [{"asset": "LT-2"}]}).json()
    assert longer["due_at"] == made["due_at"]
    assert [line["due_at"] for line in longer["lines"]] == [made["due_at"], until]
    refused(ben.post(f"{address}extend/", {"due_at": later(-1)}), 400, "ends_in_the_past")
    refused(ben.post(f"{address}extend/"), 400, "invalid")
    lost = ben.post(f"{address}lose/", {"lines": [{"asset": "LT-1"}], "note": "On a train."}).json()
    assert (lost["lines"][0]["lost"], lost["lines"][0]["note"]) == (True, "On a train.")
    assert (lost["due_at"], lost["closed_at"]) == (until, None)


@pytest.mark.parametrize(
    ("said", "code", "attr"),
    [
        ({"lines": []}, "invalid", "lines"),
        ({"lines": [{"asset": "LT-404"}]}, "invalid", "lines.0.asset"),
        ({"lines": [{"asset": "LT-1", "condition_out": ""}]}, "invalid", "lines.0.condition_out"),
        ({"borrower": None}, "borrower_or_place", "borrower"),
        ({"borrower": str(STRANGER)}, "borrower_unknown", "borrower"),
        ({"borrower": str(GONE)}, "borrower_inactive", "borrower"),
        ({"due_at": "2020-01-01T00:00:00Z"}, "ends_in_the_past", "due_at"),
        ({"due_at": "9999-01-01T00:00:00Z"}, "too_far_ahead", "due_at"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(ben, refused, asset, said, code, attr):
    problem = refused(ben.post(LOANS, {**body("LT-1"), **said}), 400, code)

    assert problem["errors"][0]["attr"] == attr


def test_lending_is_for_the_desk(cleo, refused, asset, made):
    refused(cleo.post(LOANS, body("LT-1")), 403, "forbidden")
    for verb in ("return", "extend", "lose"):
        refused(cleo.post(f"{LOANS}{made['id']}/{verb}/"), 403, "forbidden")


def test_members_see_their_own_the_desk_sees_all(cleo, ben, as_caller, refused, made, make_asset):
    make_asset("LT-3")
    his = ben.post(LOANS, body("LT-3", borrower=BEN)).json()

    def ids(client):
        return {row["id"] for row in client.get(LOANS).json()["results"]}

    assert (ids(cleo), ids(ben)) == ({made["id"]}, {made["id"], his["id"]})
    refused(cleo.get(f"{LOANS}{his['id']}/"), 404, "not_found")
    nobody = as_caller(id="nobody", roles=["member"], scopes=["catalog:read"])
    assert ids(nobody) == set()


def test_history_tells_of_fields_and_lines(ben, cleo, made):
    ben.post(f"{LOANS}{made['id']}/return/")

    newest, first = cleo.get(f"{LOANS}{made['id']}/history/").json()

    assert (newest["actor"], newest["action"], first["action"]) == (
        ben.caller_id,
        "update",
        "insert",
    )
    before, after = newest["changes"]["lines"]
    assert {line["condition_in"] for line in before} == {None}
    assert {line["condition_in"] for line in after} == {"ok"}
    assert newest["changes"]["closed_at"][0] is None


def test_the_list_is_narrowed(ben, made, make_asset, asset):
    make_asset("LT-3")
    his = ben.post(LOANS, body("LT-3", borrower=BEN, due=8)).json()
    ben.post(f"{LOANS}{his['id']}/return/")
    long_ago = now() - timedelta(days=2)
    Loan.objects.filter(pk=made["id"]).update(out_at=long_ago, due_at=long_ago + timedelta(days=1))

    def borrowers(**parameters):
        answer = ben.get(LOANS, parameters)
        assert answer.status_code == 200, answer.content
        return {row["borrower"] for row in answer.json()["results"]}

    hers, his_ = {str(CLEO)}, {str(BEN)}
    assert borrowers() == hers | his_
    assert borrowers(borrower=str(CLEO)) == hers
    assert borrowers(asset=str(asset.id)) == hers
    assert (borrowers(is_open="true"), borrowers(is_open="false")) == (hers, his_)
    assert (borrowers(is_overdue="true"), borrowers(is_overdue="false")) == (hers, his_)
    assert borrowers(due_at__gte=wire(now())) == his_
    assert borrowers(out_at__lte=wire(now() - timedelta(days=1))) == hers
    assert borrowers(reservation=str(STRANGER)) == set()


def test_the_number_of_queries_does_not_grow(cleo, ben, make_asset, django_assert_num_queries):
    for number in range(12):
        make_asset(f"X-{number}")
        ben.post(LOANS, body(f"X-{number}"))

    with django_assert_num_queries(1):
        answer = cleo.get(LOANS)

    assert len(answer.json()["results"]) == 12

"""`POST /scans/`."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending.models import Loan, Reservation
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import BEN, CLEO, GONE
from catalog_service.tests.lending.test_loans_api import later
from catalog_service.tests.lending.test_reservations_api import body as reservation
from chassis.testing.outbox import told
from chassis.testing.threads import at_once

SCANS = f"{API}scans/"


def out(*tags, borrower=CLEO, due=4):
    """Return what is sent to hand out what was scanned."""
    words = {"borrower": str(borrower), "due_at": later(due)}
    return {"direction": "out", "tags": list(tags), **words}


def back(*tags):
    """Return what is sent to take back what was scanned."""
    return {"direction": "in", "tags": list(tags)}


@pytest.fixture
def scan(ben):
    """Scan at the desk; return what came of each tag."""

    def scan(body, client=ben):
        answer = client.post(SCANS, body)
        assert answer.status_code == 200, answer.content
        told = answer.json()
        codes = [row["code"] for row in told["rows"]]
        assert (told["done"], told["refused"]) == (
            codes.count("done"),
            len(codes) - codes.count("done"),
        )
        return told["rows"]

    return scan


def test_what_goes_out_is_one_loan(scan, ben, asset, other):
    told()

    rows = scan(out("lt-2", "LT-1"))

    loan = Loan.objects.get()
    assert rows[0] == {
        "tag": "lt-2",
        "code": "done",
        "detail": "",
        "asset": str(other.id),
        "loan": str(loan.id),
    }
    assert sorted(line.asset.tag for line in loan.lines.all()) == ["LT-1", "LT-2"]
    assert (loan.borrower, loan.created_by) == (CLEO, ben.caller_id)
    ((_, version, data),) = [each for each in told() if each[0] == "catalog.loan_changed.v1"]
    assert (version, data["asset_ids"]) == (1, [str(asset.id), str(other.id)])


def test_each_tag_is_for_itself(scan, ben, make_asset, by_ben):
    for number in range(1, 5):
        make_asset(f"LT-{number}")
    make_asset("LT-5", status="in_repair")
    ben.post(f"{API}reservations/", reservation("LT-2", borrower=str(BEN)))
    scan(out("LT-3", borrower=BEN))

    rows = scan(out("LT-404", "LT-5", "LT-1", "lt-1", "LT-2", "LT-3", "LT-4", "LT-1\u0007"))

    assert [row["code"] for row in rows] == [
        "unknown_tag",
        "not_lendable",
        "done",
        "listed_twice",
        "taken",
        "taken",
        "done",
        "unknown_tag",
    ]
    assert rows[1]["detail"] == "This cannot be lent: LT-5 is in repair."
    assert rows[4]["loan"] is None
    loan = Loan.objects.get(borrower=CLEO)
    assert sorted(line.asset.tag for line in loan.lines.all()) == ["LT-1", "LT-4"]


def test_if_nothing_can_go_out_there_is_no_loan(scan, make_asset):
    make_asset("LT-1", status="lost")
    told()

    scan(out("LT-1", "LT-2"))

    assert not Loan.objects.exists()
    assert told() == []


def test_what_comes_in_may_be_of_many_loans(scan, make_asset):
    for number in range(1, 5):
        make_asset(f"LT-{number}")
    scan(out("LT-1", "LT-2"))
    scan(out("LT-3", borrower=BEN))

    rows = scan(back("LT-3", "LT-4", "lt-2", "LT-2", "LT-9"))

    assert [row["code"] for row in rows] == [
        "done",
        "not_out",
        "done",
        "listed_twice",
        "unknown_tag",
    ]
    hers, his = Loan.objects.get(borrower=CLEO), Loan.objects.get(borrower=BEN)
    assert (hers.is_open, his.is_open) == (True, False)
    assert rows[2]["loan"] == str(hers.id)
    assert [row["code"] for row in scan(back("LT-1", "LT-2"))] == ["done", "not_out"]
    hers.refresh_from_db()
    assert not hers.is_open


def test_two_of_a_loan_come_in_together(scan, asset, other):
    scan(out("LT-1", "LT-2"))

    assert [row["code"] for row in scan(back("LT-2", "LT-1"))] == ["done", "done"]
    assert not Loan.objects.get().is_open


@pytest.mark.parametrize(
    ("said", "attrs"),
    [
        ({"tags": []}, ["tags"]),
        ({"tags": ["x"] * 101}, ["tags"]),
        ({"tags": [""]}, ["tags.0"]),
        ({"direction": "up"}, ["direction"]),
        ({"direction": "in"}, ["borrower", "due_at"]),
        ({"due": "now"}, ["due"]),
    ],
)
def test_what_makes_no_sense_is_refused(ben, refused, asset, said, attrs):
    problem = refused(ben.post(SCANS, {**out("LT-1"), **said}), 400, "invalid")

    assert [error["attr"] for error in problem["errors"]] == attrs


def test_out_goes_to_somebody_until_some_time(ben, refused, asset):
    problem = refused(ben.post(SCANS, {"direction": "out", "tags": ["LT-1"]}), 400, "invalid")
    assert {(each["attr"], each["code"]) for each in problem["errors"]} == {
        ("borrower", "required"),
        ("due_at", "required"),
    }

    refused(ben.post(SCANS, out("LT-1", borrower=GONE)), 400, "borrower_inactive")
    refused(ben.post(SCANS, out("LT-1", due=-1)), 400, "ends_in_the_past")


def test_scanning_is_for_the_desk(cleo, refused):
    refused(cleo.post(SCANS, back("LT-1")), 403, "forbidden")


def test_a_boxful_goes_out_and_comes_in(scan, make_asset):
    tags = [make_asset(f"LT-{number:03}").tag for number in range(12)]

    assert {row["code"] for row in scan(out(*tags))} == {"done"}
    assert {row["code"] for row in scan(back(*reversed(tags)))} == {"done"}


@pytest.mark.django_db(transaction=True)
def test_two_desks_scan_the_same_in_another_order(as_caller, ben, make_asset):
    tags = [make_asset(f"LT-{number}").tag for number in range(4)]
    headers = ben._credentials

    def codes(body):
        client = type(ben)()
        client.credentials(**headers)
        return [row["code"] for row in client.post(SCANS, body).json()["rows"]]

    one, other = at_once(lambda: codes(out(*tags)), lambda: codes(out(*tags[::-1], borrower=BEN)))
    assert sorted([set(one) == {"done"}, set(other) == {"done"}]) == [False, True]
    one, other = at_once(lambda: codes(back(*tags)), lambda: codes(back(*tags[::-1])))
    assert sorted([set(one) == {"done"}, set(other) == {"done"}]) == [False, True]
    assert not Loan.objects.open().exists()
    assert not Reservation.objects.exists()


def test_the_desk_s_own_decision_stays(scan, asset, by_ben):
    scan(out("LT-1"))
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, status="retired")

    scan(back("LT-1"))

    asset.refresh_from_db()
    assert asset.status == "retired"

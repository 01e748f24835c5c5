"""What is due soon, due and overdue is said once each; and what somebody asks to be said."""

from datetime import timedelta
from uuid import UUID

import pytest

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.telling.models import Notification, Preference
from tasks_service.tests.conftest import API, TASKS
from tasks_service.tests.telling.test_telling import told
from tasks_service.work import actions
from tasks_service.work.jobs import remind, send_digests
from tasks_service.work.models import Loan

BEN, CLEO = DEMO_SUBS["ben"], DEMO_SUBS["cleo"]
CAMERA, LOAN = "018f5f5e-0000-7000-8000-0000000000ca", "018f5f5e-0000-7000-8000-0000000000a1"
DAY, LATE = timedelta(days=1), timedelta(minutes=1)
# Around when it is due, and long after.
MOMENTS = [
    -2 * DAY,
    LATE - DAY,
    -LATE,
    LATE,
    *(n * DAY + LATE for n in (1, 2, 3, 5, 8, 15, 30, 70)),
]


class Progress:
    def advance(self, done, total): ...


def pass_by(noon):
    """Let the clock look twice at each of the moments."""
    for moment in MOMENTS:
        for _ in range(2):
            for each in actions.OF_TASKS:
                actions.remind(reminding=each, at=noon + moment)
            for each in actions.OF_LOANS:
                actions.remind_of_loans(reminding=each, at=noon + moment)


def test_a_task_is_spoken_of_at_each_moment_once(make_task, ben, cleo, noon):
    task = make_task(title="Given", assignee=CLEO, due_at=noon)
    make_task(title="Own", due_at=noon)
    make_task(title="Done", due_at=noon, status="done")
    make_task(title="Long past", due_at=noon - 90 * DAY)

    pass_by(noon)

    kinds = ["due_soon", "due", *["overdue"] * 5]
    assert [kind for kind, _ in told(cleo)] == kinds
    assert [kind for kind, _ in told(ben)] == kinds
    assert told(cleo)[0][1] == "Due 2026-03-02 12:00 UTC."
    ben.patch(f"{TASKS}{task.id}/", {"due_at": (noon + 90 * DAY).isoformat()})
    soon, *others = actions.OF_TASKS
    at = noon + 89 * DAY + LATE
    assert actions.remind(reminding=soon, at=at) == 1
    assert not any(actions.remind(reminding=each, at=at) for each in others)


def test_whoever_was_away_hears_of_what_is_late_once_only(make_task, cleo, noon):
    make_task(assignee=CLEO, due_at=noon)

    for each in actions.OF_TASKS:
        actions.remind(reminding=each, at=noon + 10 * DAY)

    assert [kind for kind, _ in told(cleo)] == ["overdue"]


@pytest.fixture
def loan(know, noon):
    know.asset(CAMERA, tag="CAM-1", title="Camera")
    return know.loan(LOAN, borrower=CLEO, due_at=noon, out_assets=f"{CAMERA} {BEN}")


def test_a_borrower_hears_of_what_is_to_be_brought_back(loan, know, cleo, noon):
    know.loan(BEN, borrower=CLEO, due_at=noon, closed_at=noon - DAY, out_assets=CAMERA)

    pass_by(noon)

    assert [kind for kind, _ in told(cleo)] == ["loan_due_soon", "loan_due", *["loan_overdue"] * 5]
    row = Notification.objects.first()
    assert (row.title, str(row.about)) == ("CAM-1 Camera", LOAN)


def test_nobody_is_reminded_of_what_stands_at_a_place(know, noon):
    know.asset(CAMERA, tag="CAM-1", title="Camera")
    know.loan(LOAN, borrower=None, due_at=noon, out_assets=CAMERA)

    pass_by(noon)

    assert not Notification.objects.exists()


def test_a_loan_that_may_stay_longer_is_spoken_of_anew(loan, know, noon):
    pass_by(noon)
    before = Notification.objects.count()
    know.loan(LOAN, version=2, borrower=CLEO, due_at=noon + 90 * DAY, out_assets=CAMERA)

    pass_by(noon + 90 * DAY)

    assert Loan.objects.count() == 1
    assert Notification.objects.count() == 2 * before


def test_somebody_is_reminded_now_and_not_again_at_once(make_task, ben, cleo, refused, noon):
    place = f"{TASKS}{make_task(assignee=CLEO, due_at=noon).pk}/"

    assert ben.post(f"{place}remind/").status_code == 204
    refused(ben.post(f"{place}remind/"), 409, "just_reminded")

    assert told(cleo) == [("reminded", "Due 2026-03-02 12:00 UTC.")]
    refused(cleo.post(f"{place}remind/"), 409, "nobody_to_remind")
    ben.post(f"{place}complete/")
    refused(ben.post(f"{place}remind/"), 409, "nobody_to_remind")


def test_a_long_digest_fits_into_a_mail_and_says_what_is_left(make_task, know, cleo, noon):
    know.person(CLEO, name="Cleo", is_active=True)
    cleo.post(f"{API}notification-preferences/", {"kinds": [{"kind": "digest", "by_mail": True}]})
    for number in range(50):
        make_task(title=f"{number} overdue books".ljust(200, "."), assignee=CLEO)

    actions.send_digest(person=UUID(CLEO), at=noon)

    row = Notification.objects.get()
    assert row.title == "50 open, 0 overdue"
    assert len(row.text) <= 10_000
    assert row.text.splitlines()[-1] == "- and 2 more"


def test_who_wants_it_gets_one_digest_a_day(make_task, loan, know, cleo, ben, noon):
    know.person(CLEO, name="Cleo", is_active=True)
    know.person(BEN, name="Ben", is_active=True)
    make_task(title="Lamp", assignee=CLEO, due_at=noon - DAY)
    make_task(title="Some day", assignee=CLEO)
    make_task(title="Done", assignee=CLEO, status="done")
    likes = {"kinds": [{"kind": "digest", "by_mail": True}]}
    assert Preference.objects.count() == 0
    cleo.post(f"{API}notification-preferences/", likes)

    assert actions.who_wants_a_digest() == [UUID(CLEO)]
    sent = [actions.send_digest(person=UUID(CLEO), at=noon) for _ in range(2)]
    again = actions.send_digest(person=UUID(CLEO), at=noon + DAY)

    assert (sent, again) == ([True, False], True)
    first = told(cleo)[0]
    assert first[0] == "digest"
    assert first[1].splitlines() == [
        "- Lamp (overdue since 2026-03-01 12:00 UTC)",
        "- Some day",
        "- To bring back: CAM-1 Camera (due 2026-03-02 12:00 UTC)",
    ]
    assert told(ben) == []


def test_the_jobs_do_what_is_due_by_now(db):
    assert remind(Progress()) == {"reminded": 0}
    assert send_digests(Progress()) == {"sent": 0}

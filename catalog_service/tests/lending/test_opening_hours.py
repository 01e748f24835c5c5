"""Opening hours, closed days and the longest loan, also on the days when clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from catalog_service.lending import actions
from catalog_service.lending.models import Closed
from catalog_service.lending.models.opening_hours import parsed

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(day, hour, minute=0, fold=0):
    """Return a moment as clocks in Berlin say it, in UTC."""
    return datetime(*day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


@pytest.fixture
def policy(db, by_ben):
    """A desk in Berlin; it is closed over Easter."""
    return actions.create_policy(
        by=by_ben,
        time_zone="Europe/Berlin",
        opening_hours="Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-24:00",
        longest_days=7,
        closed_days=[Closed(date(2026, 4, 3), date(2026, 4, 6), "Easter")],
    )


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("", {}),
        ("Mo 09:00-17:00", {0: [(540, 1020)]}),
        ("Fr-Mo 10:00-12:00", {day: [(600, 720)] for day in (4, 5, 6, 0)}),
        ("Mo-Su 09:00-10:00; Sa,Su off", {**{day: [(540, 600)] for day in range(5)}, 5: [], 6: []}),
        ("We 13:00-14:00,08:00-24:00", {2: [(480, 1440), (780, 840)]}),
    ],
)
def test_hours_are_read_as_people_write_them(text, week):
    assert parsed(text) == week


@pytest.mark.parametrize(
    "text",
    ["9-17", "Mo 9:00-17:00", "Mo 17:00-09:00", "Mo 09:00-24:01", "Monday 09:00-17:00", "Mo"],
)
def test_what_are_no_hours_is_refused(text):
    with pytest.raises(ValidationError):
        parsed(text)


# Clocks go forward on 29 March 2026 and back on 25 October: the offset is another on Monday.
@pytest.mark.parametrize("day", [(2026, 3, 27), (2026, 3, 30), (2026, 10, 23), (2026, 10, 26)])
def test_it_opens_and_closes_by_the_clock_on_the_wall(policy, day):
    assert [
        policy.is_open(berlin(day, *t)) for t in [(8, 59), (9,), (12, 29), (12, 30), (17,)]
    ] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert [policy.takes_back(berlin(day, *t)) for t in [(9,), (9, 1), (12, 30), (13,), (17,)]] == [
        False,
        True,
        True,
        False,
        True,
    ]


def test_midnight_is_the_end_of_the_day(policy):
    assert policy.takes_back(berlin((2026, 3, 29), 0))  # Saturday's
    assert not policy.takes_back(berlin((2026, 3, 30), 0))
    assert not policy.is_open(berlin((2026, 3, 29), 0))


def test_the_next_opening_is_after_the_closed_days(policy):
    assert policy.next_open(berlin((2026, 4, 2), 12, 45)) == berlin((2026, 4, 2), 13, 30)
    assert policy.next_open(berlin((2026, 4, 2), 17)) == berlin((2026, 4, 7), 9)
    assert policy.next_open(berlin((2026, 3, 28), 11)) == berlin((2026, 3, 28), 11)
    assert policy.next_open(berlin((2026, 10, 24), 23)) == berlin((2026, 10, 24), 23)
    policy.opening_hours = "Mo-Su off"
    assert policy.next_open(berlin((2026, 4, 2), 12)) is None


@pytest.mark.parametrize(
    ("begin", "hours"),
    [((2026, 3, 27), 7 * 24 - 1), ((2026, 10, 23), 7 * 24 + 1), ((2026, 6, 1), 7 * 24)],
)
def test_a_week_is_a_week_of_days_whatever_clocks_do(policy, begin, hours):
    start = berlin(begin, 10)

    assert policy.latest_end(start) - start == timedelta(hours=hours)


def test_without_hours_it_is_always_open(by_ben, db):
    policy = actions.create_policy(
        by=by_ben, closed_days=[Closed(date(2026, 5, 1), date(2026, 5, 1))]
    )

    assert policy.is_open(datetime(2026, 5, 2, tzinfo=UTC))
    assert not policy.is_open(datetime(2026, 5, 1, 23, 59, tzinfo=UTC))
    assert policy.latest_end(datetime(2026, 5, 2, tzinfo=UTC)) is None

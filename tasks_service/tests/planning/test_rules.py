"""When a rule comes round: as a plain enumeration by another road says."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_service.planning.models import NotARule, Rule

BERLIN, START = "Europe/Berlin", datetime(2026, 1, 1, 1, 30, tzinfo=UTC)
UNKNOWN = [
    "",
    "FREQ=HOURLY",
    "FREQ=WEEKLY;COUNT=3",
    "FREQ=WEEKLY;UNTIL=20300101",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;INTERVAL=-1",
    "FREQ=WEEKLY;INTERVAL=1,2",
    "FREQ=WEEKLY;FREQ=DAILY",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYHOUR=99",
    "FREQ=DAILY;BYHOUR=",
    "FREQ=DAILY;BYDAY=1MO",
    "FREQ=WEEKLY;BYDAY=5MO",
    "FREQ=WEEKLY;BYMONTHDAY=13",
    "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=MONTHLY;BYMONTH=13",
    "FREQ=MONTHLY;BYDAY=99MO",
    "FREQ=MONTHLY;BYDAY=-6MO",
    "FREQ=MONTHLY;BYDAY=0MO",
    "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=0;BYDAY=1MO",
    "FREQ=YEARLY;BYMONTH=13;BYDAY=1MO",
    "FREQ=YEARLY;BYMONTH=12;BYDAY=53MO",
    "FREQ=YEARLY;BYDAY=400MO",
    "every Monday",
]


def enumerated(text, zone, starts_at, days):
    """Return the moments of a rule, each once, by the whole list of times on the wall."""
    place = ZoneInfo(zone)
    wall = starts_at.astimezone(place).replace(tzinfo=None)
    times = rrulestr(text, dtstart=wall).between(wall, wall + timedelta(days=days), inc=True)
    return sorted({each.replace(tzinfo=place).astimezone(UTC) for each in times})


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_no_rule_is_refused_in_words(text):
    with pytest.raises(NotARule, match=r"\w"):
        Rule(text, "UTC", START).check()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("FREQ=WEEKLY;COUNT=3", "ends_at"),
        ("FREQ=WEEKLY;BYDAY=2MO", "FREQ=MONTHLY or YEARLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY is 1 to 31, or -1 to -31"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL is 1 to 1000"),
        ("FREQ=MONTHLY;BYSETPOS=-1", "BYSETPOS chooses among what BYDAY"),
    ],
)
def test_it_is_said_what_to_write_instead(text, hint):
    with pytest.raises(NotARule, match=hint):
        Rule(text, "UTC", START).check()


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=MONTHLY;BYDAY=5MO,-5SU",
        "FREQ=MONTHLY;BYMONTHDAY=+31,-31",
        "FREQ=YEARLY;BYDAY=-53MO,53MO",
        "FREQ=YEARLY;BYMONTH=12;BYDAY=+5MO",
        "FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ],
)
def test_what_the_standard_knows_is_understood(text):
    Rule(text, "UTC", START).check()


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "right/UTC", "../UTC", "x" * 300])
def test_no_rule_goes_by_a_clock_that_is_nowhere(zone):
    with pytest.raises(NotARule, match="no time zone"):
        Rule("FREQ=DAILY", zone, START).check()


def test_a_clock_that_skips_an_hour_or_shows_it_twice_skips_and_repeats_nothing():
    daily = Rule("FREQ=DAILY", BERLIN, START)  # at half past two

    spring, autumn = (
        list(islice(daily.after(datetime(2026, month, day, 12, tzinfo=UTC)), 2))
        for month, day in ((3, 27), (10, 23))
    )

    assert [each.isoformat() for each in spring] == [
        "2026-03-28T01:30:00+00:00",
        "2026-03-29T01:30:00+00:00",  # half past three there: half past two is skipped
    ]
    assert [each.isoformat() for each in autumn] == [
        "2026-10-24T00:30:00+00:00",
        "2026-10-25T00:30:00+00:00",  # the first half past two
    ]


parts = st.tuples(
    st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=DAILY;BYDAY=MO,WE,FR",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=SU,TH",
            "FREQ=WEEKLY;BYDAY=SU;WKST=SU",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;BYDAY=-1SU",
            "FREQ=MONTHLY;BYMONTHDAY=-1,15",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
        ]
    ),
    st.sampled_from(["", ";INTERVAL=2", ";INTERVAL=3"]),
    st.sampled_from(["", ";BYHOUR=2,3", ";BYHOUR=18,6"]),
).map("".join)
places = st.sampled_from(["UTC", BERLIN, "America/St_Johns", "Australia/Lord_Howe"])
starts = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@settings(max_examples=25, deadline=None)
@given(text=parts, zone=places, starts_at=starts)
def test_step_by_step_is_as_all_at_once(text, zone, starts_at):
    rule, days = Rule(text, zone, starts_at), 400
    expected = enumerated(text, zone, starts_at, days)

    slot, found = rule.first(since=starts_at), []
    while slot is not None and slot < starts_at + timedelta(days=days - 1):
        found.append(slot)
        slot = next(rule.after(slot), None)

    assert found == [each for each in expected if each < starts_at + timedelta(days=days - 1)]

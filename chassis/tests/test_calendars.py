"""Calendars as other programs read them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from chassis.calendars import Entry, etag, written

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def entry(**changes):
    words = {"id": "a-1", "starts_at": NOON, "ends_at": NOON + timedelta(hours=1), "title": "Talk"}
    return Entry(**{**words, "changed_at": NOON - timedelta(days=1), **changes})


def read(text):
    """Return the lines as a reader puts them together again."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_an_entry_is_told_in_utc():
    east = NOON.astimezone(timezone(timedelta(hours=9)))

    lines = read(written("Ours", [entry(starts_at=east, version=3)], host="kit.example"))

    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert event == [
        "BEGIN:VEVENT",
        "UID:a-1@kit.example",
        "DTSTAMP:20260301T120000Z",
        "LAST-MODIFIED:20260301T120000Z",
        "SEQUENCE:2",
        "DTSTART:20260302T120000Z",
        "DTEND:20260302T130000Z",
        "SUMMARY:Talk",
        "STATUS:CONFIRMED",
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("one\r\ntwo\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("END:VEVENT\nBEGIN:X", "END:VEVENT\\nBEGIN:X"),
        ("bell\x07, \u2028line", "bell\\, line"),
    ],
)
def test_a_text_stays_a_text(said, told):
    lines = read(written("Ours", [entry(title="x", details=said, is_certain=False)], host="k"))

    assert f"DESCRIPTION:{told}" in lines
    assert "STATUS:TENTATIVE" in lines


def test_no_line_is_too_long_and_no_letter_is_cut():
    title = "Käfig 🦁 " * 60

    text = written("Ours", [entry(title=title, address=f"https://k/{'x' * 200}")], host="k")

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{title}" in read(text)
    assert etag(text) == etag(text) != etag(text + " ")

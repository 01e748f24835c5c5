import pytest

from stack import console


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.4, "0 s"),
        (59, "59 s"),
        (200, "3 min 20 s"),
        (7500, "2 h 5 min"),
        (356_400, "4 d 3 h"),
    ],
)
def test_a_duration_says_its_two_largest_parts(value, words):
    assert console.duration(value) == words


def test_a_table_is_as_wide_as_what_is_in_it():
    text = console.table(("name", "port"), [("gateway", "8080"), ("a", "-")])

    assert text == "name     port\ngateway  8080\na        -"


def test_memory_is_said_in_megabytes():
    assert console.megabytes(84 * 1024) == "84 MB"

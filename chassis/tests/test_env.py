"""Settings from the environment."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from chassis import env


def test_a_missing_secret_is_a_sentence_that_says_what_to_set():
    with pytest.raises(
        ImproperlyConfigured, match=r"NOBODYS_KEY is not set\. Set it, or set .*_FILE"
    ):
        env.secret("NOBODYS_KEY")


def test_a_secret_may_be_a_file(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("of the desk\n")
    monkeypatch.setenv("CHASSIS_TEST_IN_A_FILE_FILE", str(file))

    assert env.secret("CHASSIS_TEST_IN_A_FILE") == "of the desk"


def test_a_file_that_is_not_there_is_a_sentence_too(monkeypatch, tmp_path):
    monkeypatch.setenv("CHASSIS_TEST_NO_FILE_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match="CHASSIS_TEST_NO_FILE_FILE names a file"):
        env.secret("CHASSIS_TEST_NO_FILE")


def test_a_secret_that_begins_with_a_dollar_is_not_taken_for_a_name(monkeypatch):
    monkeypatch.setenv("CHASSIS_TEST_DOLLAR", r"$ecret\$")

    assert env.secret("CHASSIS_TEST_DOLLAR") == r"$ecret\$"


@pytest.mark.parametrize(
    ("text", "meant"), [("true", True), ("On", True), ("1", True), ("0", False), ("", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch, text, meant):
    monkeypatch.setenv("CHASSIS_TEST_FLAG", text)

    assert env.flag("CHASSIS_TEST_FLAG") is meant


def test_a_folder_has_a_default():
    assert env.folder("CHASSIS_TEST_FOLDER", "here") == Path("here")


def test_a_whole_number_is_one_or_stops_the_start(monkeypatch):
    assert env.whole_number("CHASSIS_TEST_DAYS", 365) == 365
    monkeypatch.setenv("CHASSIS_TEST_DAYS", "30")
    assert env.whole_number("CHASSIS_TEST_DAYS", 365) == 30
    monkeypatch.setenv("CHASSIS_TEST_DAYS", "-1")
    with pytest.raises(ImproperlyConfigured, match="CHASSIS_TEST_DAYS is '-1'"):
        env.whole_number("CHASSIS_TEST_DAYS", 365)


def test_a_choice_is_one_of_its_words(monkeypatch):
    assert env.choice("CHASSIS_TEST_WHO", "nobody", ("nobody", "admins")) == "nobody"
    monkeypatch.setenv("CHASSIS_TEST_WHO", "admin")
    with pytest.raises(ImproperlyConfigured, match="one of: nobody, admins"):
        env.choice("CHASSIS_TEST_WHO", "nobody", ("nobody", "admins"))


def test_a_time_zone_is_one_that_iana_names(monkeypatch):
    monkeypatch.setenv("CHASSIS_TEST_ZONE", "Mars/Olympus")

    with pytest.raises(ImproperlyConfigured, match=r"CHASSIS_TEST_ZONE is .*Europe/Berlin"):
        env.time_zone("CHASSIS_TEST_ZONE", "UTC")
    assert env.time_zone("CHASSIS_TEST_NOTHING", "UTC").key == "UTC"

"""What the last screen says of mails and second factors."""

from dataclasses import replace

import pytest

from stack import demo
from stack import settings as stack_settings


@pytest.fixture
def settings(tmp_path):
    return replace(stack_settings.from_environment({}), run=tmp_path)


def test_mails_are_files_until_a_server_is_named(settings, tmp_path):
    assert str(tmp_path / "mail") in demo.mail(settings, {})
    assert "KITROOM_EMAIL_URL names" in demo.mail(settings, {"KITROOM_EMAIL_URL": "smtp://x"})
    assert "ACCOUNTS_EMAIL_URL names" in demo.mail(settings, {"ACCOUNTS_EMAIL_URL_FILE": "/x"})


@pytest.mark.parametrize(
    ("url", "environ", "whom"),
    [
        ("", {}, "nobody"),
        ("https://kit.example", {}, "admins"),
        ("https://kit.example", {"KITROOM_REQUIRE_SECOND_FACTOR": "everybody"}, "everybody"),
    ],
)
def test_admins_need_a_second_factor_where_there_is_https(settings, url, environ, whom):
    settings = replace(settings, asked_public_url=url)

    assert f"second factor: {whom} " in demo.second_factor(settings, environ)

"""What the KITROOM_ variables change."""

import dataclasses

import pytest

from stack import cli, service_environment
from stack import settings as stack_settings
from stack.errors import StackError


def of_accounts(settings):
    accounts = settings.registry.service("accounts")
    return service_environment.of(settings, accounts, "accounts-web-1")


def test_the_public_address_is_the_gateway_unless_told(settings):
    assert settings.public_url == "http://127.0.0.1:31080"
    assert dataclasses.replace(settings, host="0.0.0.0").public_url == "http://127.0.0.1:31080"  # noqa: S104
    assert dataclasses.replace(settings, host="::").public_url == "http://[::1]:31080"


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_tls_proxy_before_the_gateway_gives_the_public_address(monkeypatch, slash):
    monkeypatch.delenv("KITROOM_ALLOWED_HOSTS", raising=False)
    settings = stack_settings.from_environment(
        {"KITROOM_PUBLIC_URL": f"https://kit.example{slash}", "KITROOM_PORT": "31080"}
    )

    environment = of_accounts(settings)

    assert settings.public_url == environment["KITROOM_PUBLIC_URL"] == "https://kit.example"
    keys = "http://127.0.0.1:31083/accounts/o/.well-known/jwks.json"
    assert environment["KITROOM_JWKS_URL"] == keys
    assert environment["KITROOM_ALLOWED_HOSTS"] == "127.0.0.1"


@pytest.mark.parametrize(
    "text",
    [
        "kit.example",
        "ftp://kit.example",
        "https://kit.example/desk",
        "https://ana@kit.example",
        "https://kit.example?a=b",
        "https://kit.example; }",
        "https://",
    ],
)
def test_anything_but_an_address_without_a_path_is_refused(text):
    with pytest.raises(StackError, match="KITROOM_PUBLIC_URL is"):
        stack_settings.from_environment({"KITROOM_PUBLIC_URL": text})


def test_where_the_gateway_listens_is_an_allowed_host(settings, monkeypatch):
    monkeypatch.setenv("KITROOM_ALLOWED_HOSTS", "desk.example")
    elsewhere = dataclasses.replace(settings, host="192.0.2.1")

    assert of_accounts(elsewhere)["KITROOM_ALLOWED_HOSTS"] == "desk.example 192.0.2.1"


@pytest.mark.parametrize(
    "name",
    [
        *("PORT", "HOST", "PUBLIC_URL", "RUN_DIR", "POSTGRES_BIN", "REDIS_BIN", "NGINX_BIN"),
        *("ALLOWED_HOSTS", "LOG_LEVEL", "DEBUG", "JWKS_URL"),
    ],
)
def test_help_names_every_variable(name, capsys):
    cli.main([])

    assert f"KITROOM_{name} " in capsys.readouterr().out

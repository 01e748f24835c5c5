"""`login`, `token` and `logout`, against a provider that says what it is told to."""

import argparse
import dataclasses
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from stack.commands import login
from stack.console import Console
from stack.errors import StackError
from stack.identity import kept
from stack.identity.kept import Tokens

TOKENS = {"access_token": "at", "refresh_token": "rt", "expires_in": 300, "scope": "tasks:read"}


class Provider(ThreadingHTTPServer):
    """Answers the token endpoint with what `says` holds, in its order."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked, self.says, self.broken = [], [], False


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        issuer = f"{self.server.url}/accounts/o"
        names = ("device_authorization", "token", "revocation")
        found = {"issuer": issuer, **{f"{name}_endpoint": f"{issuer}/{name}" for name in names}}
        self._say(503 if self.server.broken else 200, found)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.path.rpartition("/")[2], parse_qs(body)))
        if self.path.endswith("device_authorization"):
            page = f"{self.server.url}/device/"
            codes = {"user_code": "WDJB-MJHT", "verification_uri": page, "device_code": "dc"}
            more = {"verification_uri_complete": f"{page}?x", "expires_in": 600, "interval": 0}
            return self._say(200, codes | more)
        said = {} if self.path.endswith("revocation") else self.server.says.pop(0)
        return self._say(400 if "error" in said else 200, said)

    def _say(self, status, document):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())

    def log_message(self, *words):
        pass


@pytest.fixture
def provider(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def run(settings, provider, monkeypatch):
    monkeypatch.setattr(login, "SLOWER_SECONDS", 0.01)

    def run(verb, **words):
        options = argparse.Namespace(url=provider.url, scope="", **words)
        return getattr(login, verb)(settings, Console(), options)

    return run


def keep(provider, seconds):
    kept.folder().mkdir(parents=True, exist_ok=True)
    kept.write(Tokens(provider.url, "old", "rt", time.time() + seconds))


def test_login_shows_the_code_waits_and_keeps_tokens_for_this_user_alone(run, provider, capsys):
    pending, slow = {"error": "authorization_pending"}, {"error": "slow_down"}
    provider.says += [pending, slow, pending, TOKENS]

    assert run("login") == 0

    said = capsys.readouterr().out
    assert "type the code WDJB-MJHT" in said
    assert provider.url in said
    assert "rt" not in said.split()
    (file,) = kept.folder().glob("*.json")
    assert file.stat().st_mode & 0o777 == 0o600
    assert kept.folder().stat().st_mode & 0o777 == 0o700
    assert kept.read(provider.url).refresh_token == "rt"


def test_slow_down_is_heeded(provider):
    waits = []
    provider.says += [{"error": "slow_down"}, {"error": "authorization_pending"}, TOKENS]
    found = {"token_endpoint": f"{provider.url}/accounts/o/token"}

    login.wait(found, {"device_code": "dc", "interval": 5}, sleep=waits.append)

    assert waits == [5, 10, 10]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("access_denied", "It was refused in the browser."),
        ("expired_token", "Nobody typed the code in time."),
        ("unauthorized_client", "Kitroom refused: unauthorized_client."),
    ],
)
def test_a_refusal_is_a_sentence(error, sentence, run, provider):
    provider.says.append({"error": error})

    with pytest.raises(StackError, match=sentence):
        run("login")

    assert kept.read(provider.url) is None


def test_token_is_one_line(run, provider, capsys):
    keep(provider, 200)

    assert run("token") == 0

    assert capsys.readouterr().out == "old\n"
    assert provider.asked == []


def test_a_token_about_to_end_is_renewed_and_kept(run, provider, capsys):
    keep(provider, 20)
    provider.says.append({**TOKENS, "access_token": "new", "refresh_token": "rt2"})

    assert run("token") == 0
    assert run("token") == 0

    assert capsys.readouterr().out == "new\nnew\n"
    assert kept.read(provider.url).refresh_token == "rt2"
    assert [words["refresh_token"] for _, words in provider.asked] == [["rt"]]


def test_scripts_at_the_same_moment_renew_once(run, provider, capsys):
    keep(provider, 0)
    provider.says.append(TOKENS)
    threads = [threading.Thread(target=run, args=["token"]) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert capsys.readouterr().out == "at\n" * 8
    assert len(provider.asked) == 1


def test_who_is_not_logged_in_is_told_what_to_type(run, provider):
    with pytest.raises(StackError, match="not logged in") as refusal:
        run("token")

    assert refusal.value.remedy == f"python3 manage.py login --url {provider.url}"


def test_a_login_that_was_ended_elsewhere_is_told(run, provider):
    keep(provider, 0)
    provider.says.append({"error": "invalid_grant"})

    with pytest.raises(StackError, match="is over") as refusal:
        run("token")

    assert "login --url" in refusal.value.remedy


def test_logout_gives_the_token_back_and_forgets_it(run, provider):
    keep(provider, 200)

    assert run("logout") == 0

    assert provider.asked == [("revocation", {"token": ["rt"], "client_id": ["kitroom-cli"]})]
    assert kept.read(provider.url) is None
    assert run("logout") == 0


def test_who_cannot_give_the_token_back_keeps_it_and_is_told_what_to_type(run, provider):
    keep(provider, 200)
    provider.broken = True

    with pytest.raises(StackError, match=r"still logged in at .* answered 503") as refusal:
        run("logout")

    assert refusal.value.remedy == f"python3 manage.py logout --url {provider.url}"
    assert kept.read(provider.url).refresh_token == "rt"
    provider.broken = False
    assert run("logout") == 0
    assert kept.read(provider.url) is None


def test_each_kitroom_has_its_own_tokens(provider):
    keep(provider, 200)
    other = dataclasses.replace(
        kept.read(provider.url), url="https://kit.example", access_token="b"
    )
    kept.write(other)

    assert kept.read(provider.url).access_token == "old"
    assert kept.read("https://kit.example").access_token == "b"


def test_a_damaged_file_is_told_with_a_way_out(run, provider):
    keep(provider, 200)
    (file,) = kept.folder().glob("*.json")
    file.write_text("{")

    with pytest.raises(StackError, match="damaged"):
        run("token")


def test_a_silent_address_is_told(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    options = argparse.Namespace(url="http://127.0.0.1:9", scope="")

    with pytest.raises(StackError, match="Nothing answers at"):
        login.login(settings, Console(), options)


def test_an_address_that_is_none_is_told(settings):
    options = argparse.Namespace(url="file:///etc/passwd", scope="")

    with pytest.raises(StackError, match="no address"):
        login.login(settings, Console(), options)

"""API tokens: exchanged at the gateway, and shown to no service."""

import hashlib
import json
from pathlib import Path

import pytest

from gateway.tests.running import SECRET, Answer, Gateway, Start
from gateway.tests.upstreams import HANGS_UP, Received, Reply, Upstream

TOKEN = "kr_" + "aB3_-" * 8 + "xyz"
OTHER = "kr_" + "z" * 43
EXCHANGE = "/accounts/internal/token-exchange/"
REFUSAL = Reply(status=401, body=b"{}")


def given(token: str, seconds: int = 300) -> Reply:
    return Reply(body=json.dumps({"access_token": token, "expires_in": seconds}).encode())


def show(gateway: Gateway, token: str = TOKEN, path: str = "/catalog/x/") -> Answer:
    return gateway.get(path, Authorization=f"Bearer {token}")


def exchanges(accounts: Upstream) -> list[Received]:
    return [request for request in accounts.received if request.path == EXCHANGE]


class Clock:
    """The time by which exchanges are kept: it stands still until a test lets it go on."""

    def __init__(self, gateway: Gateway) -> None:
        self.file = gateway.folder / "clock"
        self.now = 1_800_000_000_000
        self.goes_on(seconds=0)
        own = f"Number(fs.readFileSync('{self.file}'))"
        text = gateway.scripts["exchange.js"].decode().replace("Date.now()", own)
        gateway.scripts["exchange.js"] = f"import fs from 'fs';\n{text}".encode()

    def goes_on(self, seconds: float) -> None:
        self.now += int(seconds * 1000)
        later = self.file.with_suffix(".later")
        later.write_text(str(self.now))
        later.replace(self.file)


@pytest.fixture
def timed(start: Start, accounts: Upstream, catalog: Upstream) -> tuple[Gateway, Clock]:
    """A gateway, and its clock."""
    gateway = start(accounts=[accounts], catalog=[catalog])
    clock = Clock(gateway)
    gateway.route_to({"accounts": [accounts.port], "catalog": [catalog.port]})
    return gateway, clock


@pytest.fixture
def known(accounts: Upstream) -> Upstream:
    """Accounts knows every token."""
    accounts.says(given("a.short.one"))
    return accounts


def test_a_service_sees_what_it_was_exchanged_for(
    gateway: Gateway, known: Upstream, catalog: Upstream
) -> None:
    answer = show(gateway, path="/catalog/x/?y=%2F")

    assert answer.status == 200
    (heard,) = catalog.received
    assert heard.path == "/catalog/x/?y=%2F"
    assert heard.all("Authorization") == ["Bearer a.short.one"]
    (asked,) = known.received
    assert (asked.method, asked.path) == ("POST", EXCHANGE)
    assert asked.all("X-Gateway-Secret") == [SECRET]
    assert asked.all("X-Token-Digest") == [hashlib.sha256(TOKEN.encode()).hexdigest()]
    assert asked.all("X-Request-ID") == heard.all("X-Request-ID") == answer.all("X-Request-ID")
    assert not any(TOKEN in value for request in (heard, asked) for _, value in request.headers)


def test_it_is_asked_for_once_in_three_seconds(
    timed: tuple[Gateway, Clock], known: Upstream
) -> None:
    gateway, clock = timed
    for seconds in (0, 1, 1.9):
        clock.goes_on(seconds)
        assert show(gateway).status == 200
    assert len(known.received) == 1

    clock.goes_on(0.2)
    assert show(gateway).status == 200

    assert len(known.received) == 2


def test_a_body_arrives(gateway: Gateway, known: Upstream, catalog: Upstream) -> None:
    body = b"x" * 300_000
    headers = {"Authorization": f"bearer {TOKEN}", "Content-Type": "text/plain"}

    assert gateway.send("PATCH", "/catalog/x/", body, headers).status == 200

    (heard,) = catalog.received
    assert (heard.method, heard.body) == ("PATCH", body)


@pytest.mark.parametrize(("headers", "tries"), [({"Idempotency-Key": "k-1"}, 2), ({}, 1)])
def test_only_a_post_with_a_key_is_repeated(
    start: Start,
    known: Upstream,
    catalog: Upstream,
    tasks: Upstream,
    headers: dict[str, str],
    tries: int,
) -> None:
    for one in (catalog, tasks):
        one.says(HANGS_UP)
    gateway = start(accounts=[known], catalog=[catalog, tasks])

    headers = {**headers, "Authorization": f"Bearer {TOKEN}"}
    answer = gateway.send("POST", "/catalog/x/", b"{}", headers)

    assert answer.status == 502
    heard = [*catalog.received, *tasks.received]
    assert len(heard) == tries
    assert {value for one in heard for value in one.all("Authorization")} == {"Bearer a.short.one"}


def test_a_token_that_accounts_refuses_is_a_problem(
    gateway: Gateway, accounts: Upstream, catalog: Upstream
) -> None:
    accounts.says(REFUSAL)

    answer = show(gateway)

    assert (answer.status, answer.json()["code"]) == (401, "unauthenticated")
    assert "revoked" in answer.json()["detail"]
    assert answer.one("WWW-Authenticate").startswith("Bearer ")
    assert not catalog.received


@pytest.mark.parametrize(
    "shown",
    [
        "Bearer kr_short",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN} {TOKEN}",
        f"Bearer {TOKEN[:-1]}!",
        f"Token {TOKEN}",
        f"{TOKEN}",
        f"Bearer{TOKEN}",
    ],
)
def test_what_is_no_token_is_refused_without_asking(
    gateway: Gateway, known: Upstream, catalog: Upstream, shown: str
) -> None:
    answer = gateway.get("/catalog/x/", Authorization=shown)

    assert (answer.status, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.one("WWW-Authenticate")
    assert not known.received
    assert not catalog.received


@pytest.mark.parametrize("path", ["/catalog/static/x.css", "/.well-known/openid-configuration"])
def test_no_other_way_leads_it_to_a_service(
    gateway: Gateway, known: Upstream, catalog: Upstream, path: str
) -> None:
    show(gateway, path=path)

    for heard in (*known.received, *catalog.received):
        assert not heard.all("Authorization")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("before", ["", "Bearer ", "bEARER \t ", "Bearer", "Token ", "post "])
def test_no_service_sees_one_whatever_is_asked_and_stands_before_it(
    gateway: Gateway, known: Upstream, catalog: Upstream, method: str, before: str
) -> None:
    for key in ({}, {"Idempotency-Key": "k|kr_ post "}):
        gateway.send(method, "/catalog/x/", headers={"Authorization": f"{before}{TOKEN}", **key})

    shown = {value for heard in catalog.received for value in heard.all("Authorization")}
    assert shown <= {"Bearer a.short.one"}
    assert len(catalog.received) == (2 if before.strip().lower() == "bearer" and before[6:] else 0)


def test_a_plain_token_goes_straight_on(
    gateway: Gateway, known: Upstream, catalog: Upstream
) -> None:
    headers = {"Authorization": "Bearer ey.kr_.x", "Exchanged": "Bearer y", "X-Exchanged": "y"}

    assert gateway.send("GET", "/catalog/x/", headers=headers).status == 200

    (heard,) = catalog.received
    assert heard.all("Authorization") == ["Bearer ey.kr_.x"]
    assert not known.received


def test_who_shows_two_gets_neither_through(
    gateway: Gateway, known: Upstream, catalog: Upstream
) -> None:
    lines = ["GET /catalog/x/ HTTP/1.1", "Host: x"]
    lines += ["Authorization: Bearer ey.x", f"Authorization: Bearer {TOKEN}", "", ""]

    assert gateway.raw("\r\n".join(lines).encode()).status in {400, 401}
    assert not any(TOKEN in value for one in catalog.received for _, value in one.headers)


@pytest.mark.parametrize(
    "reply", [Reply(status=503), Reply(status=500), HANGS_UP, Reply(body=b"?")]
)
def test_an_unseen_token_waits_for_accounts(
    gateway: Gateway, accounts: Upstream, catalog: Upstream, reply: Reply
) -> None:
    accounts.says(reply)

    answer = show(gateway)

    assert (answer.status, answer.json()["code"]) == (503, "service_unavailable")
    assert answer.json()["detail"].startswith("API tokens cannot be checked now.")
    assert answer.one("Retry-After") == "5"
    assert not catalog.received


def test_a_token_in_use_goes_on_while_accounts_is_frozen(
    timed: tuple[Gateway, Clock], known: Upstream
) -> None:
    gateway, clock = timed
    assert show(gateway).status == 200
    known.says(Reply(status=200, after_seconds=60))
    clock.goes_on(3.1)

    answers = [show(gateway).status for _ in range(10)]

    assert answers == [200] * 10
    assert len(exchanges(known)) == 2  # one of the ten waited
    assert show(gateway, OTHER).status == 503


def test_a_token_outlives_no_exchange(timed: tuple[Gateway, Clock], accounts: Upstream) -> None:
    gateway, clock = timed
    accounts.says(given("short", seconds=60))
    assert show(gateway).status == 200
    accounts.says(Reply(status=503))

    clock.goes_on(54)
    assert show(gateway).status == 200
    clock.goes_on(1)  # it might end on its way: five seconds are left
    assert show(gateway).status == 503


def test_a_revoked_token_is_refused_when_accounts_is_asked_again(
    timed: tuple[Gateway, Clock], known: Upstream
) -> None:
    gateway, clock = timed
    assert show(gateway).status == 200
    known.says(REFUSAL)

    assert show(gateway).status == 200
    clock.goes_on(3)
    assert show(gateway).status == 401

    known.says(Reply(status=503))
    assert show(gateway).status == 503  # what was refused is not remembered as good


def test_guesses_are_limited_and_those_in_use_are_not(
    start: Start, accounts: Upstream, catalog: Upstream
) -> None:
    good = hashlib.sha256(TOKEN.encode()).hexdigest()
    accounts.reply = lambda asked: (
        given("a.short.one") if asked.all("X-Token-Digest") == [good] else REFUSAL
    )
    gateway = start(accounts=[accounts], catalog=[catalog])
    assert show(gateway).status == 200

    guesses = [show(gateway, f"kr_{number:043d}").status for number in range(25)]

    assert guesses == [401] * 20 + [429] * 5
    assert len(exchanges(accounts)) == 21
    assert show(gateway).status == 200


def test_neither_log_nor_folder_holds_it(
    gateway: Gateway, known: Upstream, capfd: pytest.CaptureFixture[str]
) -> None:
    show(gateway)
    known.says(HANGS_UP)
    show(gateway, OTHER)

    lines = json.dumps(gateway.logged(2)) + "".join(capfd.readouterr())
    files = [path for path in Path(gateway.folder).rglob("*") if path.is_file()]
    texts = [lines, *(path.read_bytes().decode(errors="replace") for path in files)]
    for secret in (TOKEN, OTHER, "a.short.one"):
        assert not any(secret in text for text in texts)

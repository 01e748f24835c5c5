"""The key set of another service: fetched rarely, and kept while its source is away."""

import json
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
import urllib3

from chassis.auth import keys
from chassis.auth.keys import KeysAway, RemoteKeys
from chassis.auth.tokens import _made, key_source, remote_keys
from chassis.testing import tokens
from chassis.tests.conftest import NOTES, WRITE

DAY = 24 * 3600


class Source:
    """A server of a key set that does as it is told."""

    def __init__(self):
        self.asked = 0
        self.status, self.headers = 200, {}
        self.body = json.dumps({"keys": [tokens.PUBLIC_JWK]}).encode()
        self.open = Event()
        self.open.set()
        source = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                source.asked += 1
                source.open.wait(20)
                self.send_response(source.status)
                for name, value in source.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(source.body)))
                self.end_headers()
                self.wfile.write(source.body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *args: None  # whom we kept waiting has gone
        self.url = f"http://127.0.0.1:{self.server.server_port}/jwks.json"
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def source():
    made = Source()
    yield made
    made.open.set()
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def remote(source, clock):
    made = RemoteKeys(source.url, clock)
    yield made
    made._http.clear()


def test_the_key_set_is_fetched_once_for_five_minutes(remote, source, clock):
    for seconds in (0, 100, 299):
        clock.now = 1000 + seconds
        assert remote.get(tokens.KID).key_id == tokens.KID

    assert source.asked == 1


def test_an_old_key_set_is_fetched_again(remote, source, clock):
    remote.get(tokens.KID)

    clock.now += 301
    remote.get(tokens.KID)

    assert source.asked == 2


def test_a_flood_of_unknown_key_ids_asks_once_in_30_seconds(remote, source, clock):
    remote.get(tokens.KID)
    for i in range(300):
        clock.now += 0.2
        assert remote.get(f"unknown-{i}") is None

    assert source.asked <= 1 + 60 / 30


def test_a_new_key_is_found_when_30_seconds_have_passed(remote, source, clock):
    remote.get(tokens.KID)
    source.body = json.dumps({"keys": [{**tokens.PUBLIC_JWK, "kid": "new"}]}).encode()
    clock.now += 31

    assert remote.get("new") is not None
    assert remote.get(tokens.KID) is None


def test_many_threads_wait_for_one_fetch(remote, source):
    source.open.clear()
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(remote.get, tokens.KID) for _ in range(8)]
        source.open.set()
        found = [each.result(10) for each in waiting]

    assert all(found)
    assert source.asked == 1


def test_a_known_key_serves_others_while_one_thread_fetches(remote, source, clock):
    remote.get(tokens.KID)
    clock.now += 301
    source.open.clear()
    with ThreadPoolExecutor(1) as pool:
        fetching = pool.submit(remote.get, tokens.KID)
        while source.asked < 2:
            pass

        assert remote.get(tokens.KID) is not None
        assert not fetching.done()

        source.open.set()
        assert fetching.result(10) is not None


@pytest.mark.parametrize(
    "broken", ["status", "garbage", "list", "no keys", "no usable key", "gone"]
)
def test_a_known_key_serves_for_a_day_while_its_source_is_broken(remote, source, clock, broken):
    remote.get(tokens.KID)
    match broken:
        case "status":
            source.status = 500
        case "garbage":
            source.body = b"<html>\xff"
        case "list":
            source.body = b"[]"
        case "no keys":
            source.body = b'{"keys": []}'
        case "no usable key":
            source.body = b'{"keys": [1, null, {"kty": "RSA"}, {"kty": "oct"}]}'
        case "gone":
            source.server.shutdown()
            source.server.server_close()

    clock.now += DAY - 1
    assert remote.get(tokens.KID) is not None
    clock.now += 2
    with pytest.raises(KeysAway):
        remote.get(tokens.KID)


def test_without_keys_nobody_is_told_that_a_good_token_is_bad(as_caller, refused, settings):
    settings.TOKEN_KEYS = "chassis.auth.tokens.remote_keys"
    settings.JWKS_URL = "http://127.0.0.1:1/jwks.json"
    _made.cache_clear()

    answer = as_caller(scopes=WRITE).get(NOTES)

    _made.cache_clear()
    refused(answer, 503, "service_unavailable")
    assert answer["Retry-After"] == "2"


def test_a_source_that_comes_back_is_believed_again(remote, source, clock):
    source.status = 503
    with pytest.raises(KeysAway):
        remote.get(tokens.KID)

    source.status = 200
    clock.now += 1.1

    assert remote.get(tokens.KID) is not None


def test_a_redirect_is_not_followed(remote, source):
    elsewhere = Source()
    source.status, source.headers = 302, {"Location": elsewhere.url}

    with pytest.raises(KeysAway):
        remote.get(tokens.KID)
    assert elsewhere.asked == 0
    elsewhere.server.shutdown()
    elsewhere.server.server_close()


def test_a_slow_source_is_given_up(remote, source, monkeypatch):
    monkeypatch.setattr(remote._http, "connection_pool_kw", {"timeout": urllib3.Timeout(0.05)})
    source.open.clear()

    with pytest.raises(KeysAway):
        remote.get(tokens.KID)


def test_a_source_has_at_most_three_seconds():
    assert (keys.TIMEOUT.connect_timeout, keys.TIMEOUT.read_timeout) == (1.0, 2.0)


def test_the_default_source_is_the_address_in_the_settings(settings):
    settings.TOKEN_KEYS = "chassis.auth.tokens.remote_keys"

    assert key_source().url == settings.JWKS_URL
    assert key_source() is key_source()
    assert remote_keys().url == settings.JWKS_URL

"""A call to an address that somebody named: checked, pinned, bounded."""

import socket
import ssl
import threading
import time
from contextlib import suppress

import pytest
from cryptography import x509

from chassis.outside import calling
from chassis.outside.calling import post
from chassis.outside.errors import NotReached
from chassis.outside.rules import Rules
from chassis.tests.outside.certificates import certified
from chassis.tests.outside.conftest import PUBLIC


def call(url, rules, seconds=5.0):
    return post(url, headers={"X-Test": "yes"}, body=b"{}", rules=rules, seconds=seconds)


def failed(url, rules, seconds=5.0):
    with pytest.raises(NotReached) as error:
        call(url, rules, seconds)
    return error.value.code


def test_it_posts_and_returns_how_the_answer_begins(neighbour, near):
    neighbour.always(status=201, body=b"x" * 5000)

    answer = call(f"{neighbour.url}/a?b=c", near)

    assert (answer.status, answer.beginning) == (201, b"x" * 1024)
    [heard] = neighbour.heard
    assert (heard.method, heard.path, heard.body) == ("POST", "/a?b=c", b"{}")
    assert heard.headers["Host"] == neighbour.url.removeprefix("http://")
    assert heard.headers["X-Test"] == "yes"


def test_a_redirect_is_an_answer_like_others(neighbour, near):
    neighbour.always(status=307, headers={"Location": f"{neighbour.url}/elsewhere"})

    assert call(neighbour.url, near).status == 307
    assert len(neighbour.heard) == 1


def test_proxies_of_the_environment_are_not_asked(neighbour, near, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert call(neighbour.url, near).status == 200


def test_a_name_is_asked_for_once_and_what_was_checked_is_called(names, monkeypatch):
    called = []
    names["rebind.test"] = [[PUBLIC], ["127.0.0.1"]]

    def connect(address, timeout):
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)

    assert failed("http://rebind.test/", Rules()) == "nobody_there"
    assert names["asked"] == ["rebind.test"]
    assert called == [(PUBLIC, 80)]


@pytest.mark.parametrize("answer", [["127.0.0.1"], [PUBLIC, "::1"], ["::ffff:127.0.0.1"]])
def test_a_name_of_which_one_address_is_inside_is_not_called(names, answer):
    names["inside.test"] = [answer]

    assert failed("http://inside.test/", Rules()) == "address_refused"


def test_a_name_that_nobody_knows_and_one_that_nobody_tells(monkeypatch):
    def unknown(*args, **words):
        raise socket.gaierror

    asked, told = threading.Event(), threading.Event()

    def silent(*args, **words):
        asked.set()
        told.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failed("http://example.org/", Rules()) == "name_unknown"
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    assert failed("http://example.org/", Rules(), seconds=0.05) == "name_unanswered"
    assert asked.wait(20)
    told.set()


def test_who_sends_a_byte_now_and_then_is_hung_up_on(near):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            line, _ = server.accept()
            with line, suppress(OSError):
                for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000:
                    line.sendall(bytes([letter]))
                    time.sleep(0.02)

        threading.Thread(target=drip, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"

        assert failed(url, near, seconds=0.4) == "too_slow"


@pytest.mark.parametrize("raw", [b"hello\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200])
def test_what_is_no_http_is_not_understood(neighbour, near, raw):
    neighbour.always(raw=raw)

    assert failed(neighbour.url, near) == "not_understood"


def test_nobody_is_there(near):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/"

    assert failed(url, near) == "nobody_there"


@pytest.fixture
def sealed(tmp_path, monkeypatch, names):
    """A server with a certificate for good.test; both names lead to it."""
    pem = certified(tmp_path, x509.DNSName("good.test"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    trusting = ssl.create_default_context(cafile=pem)
    monkeypatch.setattr(calling, "_tls", lambda: trusting)
    names["good.test"] = names["bad.test"] = [["127.0.0.1"]]
    asked_for = []
    context.sni_callback = lambda line, name, _: asked_for.append(name)

    def take(secret):
        with secret.makefile("rb") as heard:
            while heard.readline().strip():
                pass
            heard.read(2)  # what nobody read would take the answer away as the line is closed

    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                with suppress(OSError):
                    line, _ = server.accept()
                    with context.wrap_socket(line, server_side=True) as secret:
                        take(secret)
                        secret.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
                if server.fileno() < 0:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], asked_for


def test_a_certificate_is_for_the_name_though_an_address_is_called(sealed, near):
    port, asked_for = sealed

    assert call(f"https://good.test:{port}/", near).status == 204
    assert failed(f"https://bad.test:{port}/", near) == "certificate_refused"
    assert failed(f"https://127.0.0.1:{port}/", near) == "certificate_refused"
    assert asked_for == ["good.test", "bad.test", None]


def test_who_does_not_seal_is_not_told(neighbour, near):
    assert failed(neighbour.url.replace("http:", "https:"), near) == "not_sealed"
    assert neighbour.heard == []

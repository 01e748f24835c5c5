"""The load generator, beside a service that answers what it is told to."""

import re
import socket
import threading

import pytest

from bench import generator
from bench.generator import NUMBER, Order

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
BROKEN = b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"
REQUEST = f"GET /{NUMBER.decode()} HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.fixture
def service():
    """A service that gives the same answer to every request, in parts."""
    heard, opened = [], []

    def _serve(connection, parts):
        with connection:
            while request := connection.recv(65536):
                heard.append(request)
                for part in parts:
                    connection.sendall(part)

    def _accept(listener, parts):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            opened.append(connection.getsockname()[1])
            threading.Thread(target=_serve, args=(connection, parts), daemon=True).start()

    def _start(*parts):
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=_accept, args=(listener, parts), daemon=True).start()
        return listener.getsockname()[1], heard, opened

    listeners = []
    yield _start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def ask(*ports, status=200, connections=4):
    order = Order(
        ports=ports, connections=connections, seconds=0.2, status=status, requests=[REQUEST]
    )
    return generator.run(order)


@pytest.mark.parametrize("answer", [[OK], [CHUNKED], [OK[:20], OK[20:]], [CHUNKED[:-3], b"\n\r\n"]])
def test_every_answer_is_counted_once(service, answer):
    port, heard, _ = service(*answer)

    told = ask(port)

    assert told.requests == len(heard) >= 4
    assert told.wrong == {}
    assert 0 < told.p50 <= told.p99


def test_an_answer_without_a_body_is_whole(service):
    port, heard, _ = service(UNCHANGED)

    assert ask(port, status=304).requests == len(heard)


def test_other_statuses_are_counted_as_wrong(service):
    port, _, _ = service(BROKEN)

    told = ask(port)

    assert told.wrong == {"500": told.requests}


def test_no_two_requests_carry_the_same_number(service):
    port, heard, _ = service(OK)

    ask(port)
    ask(port)

    numbers = [re.search(rb"/(\d{16}) ", request)[1] for request in heard]
    assert len(set(numbers)) == len(numbers)


def test_connections_are_shared_out_among_the_ports(service):
    first, _, opened = service(OK)
    second, _, _ = service(OK)

    ask(first, second, connections=6)

    assert sorted(opened) == sorted([first, second] * 3)


def test_a_connection_that_the_service_closes_is_an_error():
    listener = socket.create_server(("127.0.0.1", 0))

    def _hang_up():
        connection, _ = listener.accept()
        connection.recv(100)
        connection.close()

    threading.Thread(target=_hang_up, daemon=True).start()
    with pytest.raises(ConnectionError):
        ask(listener.getsockname()[1], connections=1)
    listener.close()

"""Where a request came from: what the gateway says, as one address in one form."""

import pytest

from chassis.observability import context


@pytest.fixture(autouse=True)
def _begin():
    context.begin("a-request")
    yield
    context.begin("")


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:DB8::1", "2001:db8::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("192.0.2.7, 192.0.2.8", "127.0.0.1"),
        ("'; DROP TABLE", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_first_that_is_an_address_counts(said, address):
    context.begin("this", came_from=(said, "127.0.0.1"))

    assert context.address() == address


def test_neither_jobs_nor_logs_nor_the_next_request_know_it():
    context.begin("this", came_from=("192.0.2.7",))
    assert "192.0.2.7" not in str(context.origin())

    context.begin("the-next")
    assert context.address() == ""

"""A forked child begins anew."""

import os

from chassis.clients.circuit import circuit_of


def test_a_forked_child_shares_no_circuit(shelf):
    before = circuit_of("shelf")
    assert circuit_of("shelf") is before
    places = before.place()
    reader, writer = os.pipe()

    with places:
        child = os.fork()
        if child == 0:  # pragma: no cover
            os.write(writer, b"same" if circuit_of("shelf") is before else b"new")
            os._exit(0)
        os.waitpid(child, 0)

    assert os.read(reader, 10) == b"new"
    assert circuit_of("shelf") is before
    os.close(reader)
    os.close(writer)

"""S5: whatever address a webhook is given, nothing inside is reached by it."""

import socket
from contextlib import suppress
from copy import deepcopy

import pytest
import requests

from chassis.jobs.models import Job
from chassis.jobs.running import run_next
from tasks_service.hooks.models import Delivery
from tasks_service.tests.hooks.canary import FORMS, NAMES, PUBLIC, REDIRECTS, Canary, redirecting
from tasks_service.tests.hooks.conftest import HOOKS, TASK_CHANGED


@pytest.fixture
def canary():
    bird = Canary()
    yield bird
    bird.close()


@pytest.fixture
def forms(canary):
    port, server = redirecting(canary.port)
    with server:
        yield [form.format(canary.port, port, "0") for form in FORMS]


@pytest.fixture(autouse=True)
def names(monkeypatch):
    """Names lead where the canary is; the public address is nobody's here."""
    known, real, connect = deepcopy(NAMES), socket.getaddrinfo, socket.socket.connect

    def resolve(host, port, *args, **words):
        if host not in known:
            return real(host, port, *args, **words)
        answers = known[host]
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [each for one in now for each in real(one, port, type=socket.SOCK_STREAM)]

    class Careful(socket.socket):
        def connect(self, address):
            if address[0] == PUBLIC:
                raise ConnectionRefusedError
            return connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "socket", Careful)
    return known


def tried(ana, url):
    """Make a webhook of an address and have it told something; return what stood in the way."""
    made = ana.post(HOOKS, {"name": "x", "url": url, "event_types": [TASK_CHANGED]})
    if made.status_code != 201:
        assert made.status_code == 400, made.content
        return "door"
    Job.objects.all().delete()  # of those before, which may be due once more by now
    ana.post(f"{HOOKS}{made.json()['id']}/ping/")
    run_next()
    row = Delivery.objects.latest("created_at")
    assert row.tries == 1
    return row.problem or str(row.answered)


def test_no_form_of_an_address_reaches_what_is_inside(
    ana, canary, forms, settings, names, record_property
):
    settings.WEBHOOK_PORTS = [str(canary.port), "80"]  # it is not the port that stands in the way
    settings.WEBHOOK_NETWORKS = [f"{REDIRECTS}/32"]

    ends = {url: tried(ana, url) for url in forms}

    by_worker = {url: end for url, end in ends.items() if end != "door"}
    assert canary.songs == 0, ends
    assert "port_refused" not in by_worker.values()
    assert [end for end in ends.values() if end.startswith("3")] == [
        "301",
        "302",
        "303",
        "307",
        "308",
    ]
    assert len(forms) >= 40
    naive = _naive(forms, canary, names)
    assert naive >= 20
    where = f"{len(forms) - len(by_worker)} refused at once, {len(by_worker)} by the worker"
    said = f"0 reach the canary ({where}); requests.post reaches it by {naive}"
    record_property("figure", f"S5  {len(forms)} forms of inner addresses: {said}")


def _naive(forms, canary, names):
    """Return how many forms reach the canary where an address is looked at, and then posted to."""
    names.update(deepcopy(NAMES))
    reached = 0
    for url in forms:
        before = canary.songs
        if "rebind.test" in url:
            socket.getaddrinfo("rebind.test", 80)  # the look
        with suppress(Exception):
            requests.post(url, json={}, timeout=0.5)
        reached += canary.songs > before
    return reached


def test_the_canary_sings_where_it_may_be_called(ana, canary, settings):
    settings.WEBHOOK_NETWORKS = ["127.0.0.1/32", "::1/128"]

    assert tried(ana, f"http://127.0.0.1:{canary.port}/") == "200"
    assert tried(ana, f"http://[::1]:{canary.port}/") == "200"
    assert canary.songs == 2

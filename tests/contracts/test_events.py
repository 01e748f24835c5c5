"""Every event that a service sends is understood by every service that reads its stream."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.checkout import SERVICES, django

SAY = "import json, pathlib; from tests.contracts import said; print(json.dumps(said.{}))"


def _say(call, services=SERVICES):
    """Return what each service says when it is asked the same."""

    def ask(service):
        said = django(service, "shell", "-v", "0", "-c", SAY.format(call))
        assert said.returncode == 0, said.stderr
        return json.loads(said.stdout)

    with ThreadPoolExecutor() as pool:
        names = (service.name for service in services)
        return dict(zip(names, pool.map(ask, services), strict=True))


@pytest.fixture(scope="module")
def told(said):
    """What each service sends, offers and keeps."""
    return {name: json.loads((place / "told.json").read_text()) for name, place in said.items()}


@pytest.fixture(scope="module")
def understood(told, tmp_path_factory):
    """What becomes of every event in each service that reads its stream; and of odd ones."""
    samples = tmp_path_factory.mktemp("events") / "samples.json"
    (subject, data), *_ = told["accounts"]["events"]["accounts.person_changed.v1"]
    nameless = json.dumps({key: word for key, word in json.loads(data).items() if key != "name"})
    odd = {
        "accounts.person_changed.v1": [[subject, nameless]],
        "accounts.person_changed.v2": [[subject, data]],
    }
    samples.write_text(json.dumps({"ours": _all(told, "events"), "odd": odd}))
    return _say(f"understood(pathlib.Path({str(samples)!r}))")


def _all(told, what):
    return {name: one for service in told.values() for name, one in service[what].items()}


def test_a_service_sends_what_carries_its_own_name(told):
    for name, service in told.items():
        assert all(type_.startswith(f"{name}.") for type_ in service["events"])


def test_every_sample_is_taken_or_knowingly_ignored_by_whoever_reads_the_stream(understood):
    amiss = [
        f"{service}: {type_}: {ends}"
        for service, answers in understood.items()
        for type_, ends in answers["ours"].items()
        if not ends or not all(end == "ignored" or end.startswith("taken by") for end in ends)
    ]

    assert not amiss, "\n".join(amiss)
    assert sum(len(answers["ours"]) for answers in understood.values()) >= 6


def test_every_event_is_told_to_webhooks_or_knowingly_is_not(told):
    tasks = [service for service in SERVICES if service.name == "tasks"]
    public, private = _say("of_webhooks()", tasks)["tasks"]

    assert {*public, *private} == {*_all(told, "events")}
    assert not {*public} & {*private}
    assert len(public) >= 8


def test_every_projection_has_a_feed_whose_rows_are_the_event_that_keeps_it(told):
    offered = {name: service["feeds"] for name, service in told.items()}
    kept = [
        (name, feed, *reads)
        for name, service in told.items()
        for feed, reads in service["projections"].items()
    ]

    amiss = [
        f"{name} keeps {feed} of {source} by {read}, which offers {offered[source]}"
        for name, feed, source, *read in kept
        if [offered[source].get(feed)] != read
    ]

    assert not amiss, "\n".join(amiss)
    assert len(kept) >= 4


def test_an_event_that_a_reader_does_not_know_is_found(understood):
    answers = understood["tasks"]["odd"]

    assert answers["accounts.person_changed.v1"][0].startswith("bad_data: ")
    assert answers["accounts.person_changed.v2"][0].startswith("unknown_version: ")

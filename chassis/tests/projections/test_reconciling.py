"""A projection is compared with its source, page by page, and made the same."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.ids import uuid7
from chassis.projections import freshness, reconciling
from chassis.projections.comparing import Kind, judge
from chassis.projections.freshness import Behind
from chassis.projections.models import Upkeep
from chassis.projections.rebuilding import rebuild
from chassis.projections.reconciling import reconcile
from chassis.tests.project.copies.models import Copy
from chassis.tests.project.notes.models import Note
from chassis.tests.projections.conftest import known

pytestmark = pytest.mark.usefixtures("source")


@pytest.fixture
def copies(notes, fresh, source):
    """A projection that is as its source is."""
    fresh()
    rebuild(Copy)


def change(note):
    """Change an original without telling anybody, and return its copy's row."""
    note.title += "!"
    note.save()
    return Copy.objects.filter(id=note.id)


def plant_drift(notes):
    """Let ten copies drift, in every way there is; return how many of each kind."""
    Copy.objects.filter(id=notes[0].id).delete()  # the event was lost
    Copy.objects.filter(id=notes[1].id).delete()
    change(notes[2])  # a later event was lost
    change(notes[3]).update(gone_at=datetime.now(UTC))  # and it was buried here
    Copy.objects.filter(id=notes[4].id).update(title="typed by hand")
    Copy.objects.filter(id=notes[5].id).update(rank=99)
    Copy.objects.filter(id=notes[6].id).update(version=7)  # the source lost its newest state
    Copy.objects.filter(id=notes[7].id).update(gone_at=datetime.now(UTC))  # buried alive
    Copy.objects.create(id=uuid7(), version=1, title="never was")
    Note.objects.filter(id=notes[8].id).delete()  # the event of its end was lost
    return {Kind.MISSING: 2, Kind.STALE: 2, Kind.DIFFERENT: 4, Kind.EXTRA: 2}


@pytest.mark.usefixtures("copies", "small_pages")
def test_what_is_the_same_is_left_alone(notes):
    report = reconcile(Copy, repair=True)

    assert (report.compared, dict(report.found), report.repaired) == (10, {}, 0)
    assert report.is_clean


@pytest.mark.usefixtures("copies", "small_pages")
def test_planted_drift_is_found_and_repaired(notes, capsys):
    planted = plant_drift(notes)

    found = reconcile(Copy, repair=True)
    again = reconcile(Copy, repair=False)

    with capsys.disabled():
        print(f"\nR21: {found.found.total()} of {sum(planted.values())} drifts found, ", end="")
        print(f"{found.repaired} repaired, {again.found.total()} left")
    assert dict(found.found) == planted
    assert (found.repaired, again.found.total()) == (10, 0)
    assert known() == {note.id: note.title for note in Note.objects.all()}


@pytest.mark.usefixtures("copies", "small_pages")
def test_without_repair_drift_is_only_told(notes):
    planted = plant_drift(notes)

    report = reconcile(Copy, repair=False)

    assert (dict(report.found), report.repaired, report.is_clean) == (planted, 0, False)
    assert dict(reconcile(Copy, repair=False).found) == planted
    assert {"id": str(notes[2].id), "kind": "stale", "here": 1, "there": 2} in report.examples


@pytest.mark.usefixtures("copies")
def test_what_was_found_is_written_down(notes):
    plant_drift(notes)

    reconcile(Copy, repair=True)

    upkeep = Upkeep.objects.get(feed="originals")
    assert upkeep.found == {"missing": 2, "stale": 2, "different": 4, "extra": 2}
    assert upkeep.compared_at
    assert str(upkeep) == "originals"


@pytest.mark.usefixtures("copies")
def test_an_event_on_its_way_is_no_drift(notes, fresh, monkeypatch):
    def arrives(*_):
        Copy.objects.filter(id=notes[0].id).update(title="Note 0!", version=2)
        Copy.objects.filter(id=notes[1].id).update(gone_at=datetime.now(UTC), version=2)
        Copy.objects.create(id=new.id, version=1, title=new.title)

    change(notes[0])
    Note.objects.filter(id=notes[1].id).delete()
    new = Note.objects.create(title="New")
    monkeypatch.setattr("chassis.projections.comparing.wait_until", arrives)

    assert dict(reconcile(Copy, repair=True).found) == {}


@pytest.mark.usefixtures("copies")
def test_an_event_that_outruns_the_comparison_is_no_drift(notes, monkeypatch):
    def arrives(*_):
        note = Note.objects.get(id=notes[0].id)
        note.title = "Newest"
        note.save()
        Copy.objects.filter(id=note.id).update(title="Newest", version=note.version)

    change(notes[0])
    monkeypatch.setattr("chassis.projections.comparing.wait_until", arrives)

    assert dict(reconcile(Copy, repair=False).found) == {}


@pytest.mark.usefixtures("copies")
def test_a_row_that_an_event_wrote_meanwhile_is_not_overwritten(notes, monkeypatch):
    usual = reconciling.put_right

    def late(model, differences):
        Copy.objects.filter(id=notes[0].id).update(title="by event", version=2)
        return usual(model, differences)

    Copy.objects.filter(id=notes[0].id).update(title="typed by hand")
    monkeypatch.setattr(reconciling, "put_right", late)

    report = reconcile(Copy, repair=True)

    assert (report.found.total(), report.repaired, report.is_clean) == (1, 0, False)
    assert known()[notes[0].id] == "by event"


@pytest.mark.usefixtures("copies")
def test_while_events_are_not_read_nothing_is_judged(notes, fresh, monkeypatch):
    monkeypatch.setattr(freshness, "LONGEST_WAIT_SECONDS", 0.2)
    fresh(datetime.now(UTC) - timedelta(minutes=1))
    change(notes[0])

    with pytest.raises(Behind):
        reconcile(Copy, repair=True)

    assert known()[notes[0].id] == "Note 0"


def test_a_projection_that_holds_nothing_of_anything_is_filled(notes, fresh, source):
    fresh()

    report = reconcile(Copy, repair=True)

    assert (dict(report.found), report.repaired) == ({Kind.MISSING: 10}, 10)
    assert len(known()) == 10


def test_a_source_that_holds_nothing_empties_the_projection(db, fresh, source):
    fresh()
    Copy.objects.create(id=uuid7(), version=1)

    assert reconcile(Copy, repair=True).repaired == 1
    assert known() == {}


def test_a_row_that_came_and_went_meanwhile_is_no_drift():
    row = Copy(id=uuid7(), version=1)

    assert judge(None, None, row) is None
    assert judge(row, None, None) is None

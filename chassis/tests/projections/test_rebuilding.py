"""A projection is made anew from its source, and nobody sees it half done."""

from datetime import UTC, datetime

import pytest

from chassis.clients import UpstreamAway
from chassis.ids import uuid7
from chassis.projections import source as sources
from chassis.projections.applying import apply
from chassis.projections.models import Upkeep
from chassis.projections.rebuilding import rebuild
from chassis.tests.project.copies.models import Copy
from chassis.tests.projections.conftest import known

pytestmark = pytest.mark.usefixtures("source")


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something after the source was read, before the rows are put in place."""

    def arrange(do):
        usual = sources.Source.pages

        def pages(self):
            yield from usual(self)
            do()

        monkeypatch.setattr(sources.Source, "pages", pages)

    return arrange


def test_it_holds_what_the_source_holds_and_nothing_else(notes):
    Copy.objects.create(id=uuid7(), version=9, title="never was")
    Copy.objects.create(id=notes[0].id, version=9, title="typed by hand")

    assert rebuild(Copy) == 10
    assert known() == {note.id: note.title for note in notes}
    assert Copy.objects.get(id=notes[0].id).version == 1


def test_it_is_built_from_then_on(notes):
    rebuild(Copy)

    assert Upkeep.objects.get(feed="originals").built_at


def test_of_an_empty_source_nothing_is_known(db):
    Copy.objects.create(id=uuid7(), version=9)

    assert rebuild(Copy) == 0
    assert known() == {}


@pytest.mark.usefixtures("small_pages")
def test_it_is_read_page_by_page(notes, source):
    assert rebuild(Copy) == 10
    assert len(source.asked) == 4


def test_it_can_be_built_again(notes):
    assert (rebuild(Copy), rebuild(Copy)) == (10, 10)


def test_what_was_wrongly_buried_is_there_again(notes):
    Copy.objects.create(id=notes[0].id, version=9, gone_at=datetime.now(UTC))

    rebuild(Copy)

    assert notes[0].id in known()


def test_a_tombstone_stays_where_the_source_has_nothing(notes):
    Copy.objects.create(id=uuid7(), version=9, gone_at=datetime.now(UTC))

    rebuild(Copy)

    assert Copy.objects.exclude(gone_at=None).count() == 1


def test_what_events_write_meanwhile_stays(notes, meanwhile):
    new, newer = uuid7(), notes[0].id

    def events_come():
        apply([Copy(id=newer, version=2, title="newer"), Copy(id=new, version=1, title="new")])
        apply([Copy(id=notes[1].id, version=2, gone_at=datetime.now(UTC))])

    meanwhile(events_come)
    rebuild(Copy)

    assert (known()[newer], known()[new]) == ("newer", "new")
    assert notes[1].id not in known()


def test_what_late_events_write_meanwhile_is_overtaken(notes, meanwhile):
    note = notes[0]
    note.title = "Third"
    note.save()
    meanwhile(lambda: apply([Copy(id=note.id, version=1, title="First")]))

    rebuild(Copy)

    assert known()[note.id] == "Third"


def test_a_source_that_is_away_changes_nothing(notes, source):
    rebuild(Copy)
    source.is_away = True

    with pytest.raises(UpstreamAway):
        rebuild(Copy)

    assert len(known()) == 10

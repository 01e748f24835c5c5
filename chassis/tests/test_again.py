"""What was asked before is answered without DRF, and exactly as DRF answers."""

from functools import wraps
from uuid import UUID

import pytest
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.views import APIView

from chassis.api.again import questions, road, standins
from chassis.api.again.statements import Statement, statement
from chassis.auth import ending, register
from chassis.auth.permissions import ScopePermission
from chassis.fragments import Fragment
from chassis.testing.clients import ANA, client_of
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteViewSet

BEN = "018f5f5e-0000-7000-8000-00000000000b"
BY_TITLE = type(NoteViewSet.filterset_class.base_filters["title"])


@pytest.fixture
def drf(monkeypatch):
    """Give the requests that DRF was given."""
    asked = []
    dispatch = APIView.dispatch

    @wraps(dispatch)  # by its name it is still DRF's
    def watched(view, request, *args, **kwargs):
        asked.append(request.get_full_path())
        return dispatch(view, request, *args, **kwargs)

    monkeypatch.setattr(APIView, "dispatch", watched)
    return asked


@pytest.fixture
def note(ana):
    """Return the path of a note among others."""
    for title in ("lens", "tripod", "cable"):
        made = ana.post(NOTES, {"title": title})
    return made["Location"]


def of_the_caller(view):
    """Return the notes whose title is who asks."""
    return Note.objects.filter(title=view.request.caller.id)


def test_the_second_answer_is_the_first_without_drf(ana, note, drf):
    for address in (NOTES, f"{NOTES}?limit=2&omit=rank&ordering=title", note, f"{note}?fields=id"):
        first, second = ana.get(address), ana.get(address)

        assert drf.count(address) == 1, address
        assert first.status_code == second.status_code == 200
        assert first.content == second.content
        assert {*first.headers} == {*second.headers}


def test_a_list_is_walked_there_and_back_without_drf(ana, note, drf):
    def walk():
        first = ana.get(f"{NOTES}?limit=1").json()
        second = ana.get(first["next"]).json()
        third = ana.get(second["next"]).json()
        assert ana.get(third["previous"]).json() == second
        return [page["results"] for page in (first, second, third)]

    pages = walk()
    asked = len(drf)

    assert walk() == pages
    assert len(drf) == asked == 3  # the first page, one behind a place, one before it


def test_a_filter_with_few_values_needs_drf_once_for_each(ana, note, drf):
    ana.patch(note, {"is_open": False})
    drf.clear()
    asked = [f"{NOTES}?is_open={word}&omit=version" for word in ("true", "false")]

    for _ in range(3):
        shown = [ana.get(address).json() for address in asked]
        assert [len(page["results"]) for page in shown] == [2, 1]

    assert drf == asked
    more = ana.get(f"{asked[0]}&limit=1").json()["next"]
    assert "is_open=true" in more
    assert len(ana.get(more).json()["results"]) == 1


def test_a_filter_by_an_id_needs_drf_once_for_all_ids(ana, drf):
    ids = [str(UUID(int=number)) for number in range(3)]
    for title in ids:
        ana.post(NOTES, {"title": title})
    drf.clear()

    for title in ids:
        page = ana.get(f"{NOTES}?title={title}&limit=1&ordering=title").json()
        assert [each["title"] for each in page["results"]] == [title]
    assert len(drf) == 1


def test_links_repeat_the_id_that_was_asked_for(ana, drf, monkeypatch):
    monkeypatch.setattr(NoteViewSet, "get_queryset", lambda _: Note.objects.all())
    monkeypatch.setattr(BY_TITLE, "filter", lambda _, notes, title: notes.exclude(title=title))
    ids = [str(UUID(int=number)) for number in range(4)]
    for title in ids:
        Note.objects.create(title=title)

    for left_out in ids:
        address, found = f"{NOTES}?limit=2&title={left_out}&ordering=title", []
        while address:
            assert f"title={left_out}" in address
            page = ana.get(address).json()
            found += [each["title"] for each in page["results"]]
            address = page["next"]
        assert found == [title for title in ids if title != left_out]
    assert len(drf) == 2  # the first page, and one behind a place


def by_title(notes, title):
    return notes.filter(title=title)


def either_mine_or_yours(notes, title):
    return notes if title == ANA else notes.filter(title=title)


def whatever_it_is(notes, title):
    return notes


@pytest.mark.parametrize(
    ("asked", "narrowed"),
    [
        (f"title={ANA}", either_mine_or_yours),
        (f"title={BEN}", whatever_it_is),
        (f"title={BEN}&title={UUID(int=7)}", by_title),
        (f"title=&title={BEN}", by_title),
        ("title", by_title),
        ("title=%3Cid%3E", by_title),
    ],
)
def test_an_id_that_means_more_than_itself_is_for_drf(ana, note, drf, monkeypatch, asked, narrowed):
    monkeypatch.setattr(BY_TITLE, "filter", lambda _, notes, title: narrowed(notes, title))
    ana.get(f"{NOTES}?title={UUID(int=7)}")
    drf.clear()
    for _ in range(3):
        assert ana.get(f"{NOTES}?{asked}").status_code == 200

    assert len(drf) == 3


def test_a_change_shows(ana, note):
    assert [ana.get(note).json()["version"] for _ in range(2)] == [1, 1]
    ana.patch(note, {"title": "zoom lens"})

    again = ana.get(note)
    assert (again.json()["title"], again["ETag"]) == ("zoom lens", '"2"')
    assert ana.get(NOTES).json()["results"][0]["title"] == "zoom lens"


def test_who_has_it_gets_a_304(ana, note, drf):
    for tag, status in (('"1"', 304), ('W/"1", "7"', 304), ('"7"', 200), ("*", 304)):
        answer = ana.get(note, headers={"If-None-Match": tag})
        assert (answer.status_code, answer["ETag"]) == (status, '"1"')
        assert bool(answer.content) is (status == 200)
        assert ("Content-Type" in answer) is (status == 200)

    assert len(drf) == 1


@pytest.mark.parametrize(
    "visible",
    [of_the_caller, lambda view: Note.objects.filter(Q(rank=1) | Q(title=view.request.user.id))],
)
def test_everybody_gets_their_own(ana, note, drf, monkeypatch, visible):
    monkeypatch.setattr(NoteViewSet, "get_queryset", visible)
    ben = client_of(id=BEN, scopes=WRITE)
    for caller in (ana.caller_id, BEN):
        Note.objects.create(title=caller)

    for client in (ana, ben, ana):
        found = client.get(NOTES).json()["results"]
        assert [each["title"] for each in found] == [client.caller_id]
        assert client.get(f"{NOTES}{found[0]['id']}/").status_code == 200
    others = ana.get(NOTES).json()["results"][0]["id"]
    assert ben.get(f"{NOTES}{others}/").status_code == 404
    assert len(drf) == 3  # a list, a row, and what is not there


@pytest.mark.parametrize(
    "caller",
    [
        {"scopes": ()},
        {"scopes": ("notes:write",)},
        {"scopes": WRITE, "roles": ("member",)},
        {"scopes": WRITE, "client_id": "another"},
        {"scopes": WRITE, "id": "reports", "client_id": "reports"},
        {"scopes": WRITE, "id": "reports"},
    ],
    ids=repr,
)
def test_for_other_rights_drf_is_asked(ana, note, drf, caller):
    for _ in range(2):
        ana.get(NOTES)
    client = client_of(**caller)

    assert client.get(NOTES).status_code == (200 if "notes:read" in caller["scopes"] else 403)
    assert len(drf) == 2


def test_no_token_and_an_ended_one_are_refused(ana, note, anonymous, refused):
    for _ in range(2):
        assert ana.get(NOTES).status_code == 200

    refused(anonymous.get(NOTES), 401, "unauthenticated")
    ending.end_person(ana.caller_id, ending.from_now_on())
    register.forget()
    refused(ana.get(NOTES), 401, "invalid_token")


OTHERS = {
    "a page": {"headers": {"Accept": "text/html"}},
    "indented": {"headers": {"Accept": "application/json; indent=2"}},
    "a filter with many values": {"data": {"rank": "1"}},
    "a count": {"data": {"count": "true"}},
    "a search": {"data": {"search": "lens"}},
    "two cursors": {"data": {"cursor": ["", "x"]}},
    "a format": {"data": {"format": "json"}},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_is_not_plain_is_for_drf(ana, note, drf, other):
    for _ in range(3):
        ana.get(NOTES, **other)
    ana.head(NOTES)
    ana.options(NOTES)

    assert len(drf) == 5
    assert not road.KNOWN


MISTAKES = [
    f"{NOTES}{BEN}/",
    f"{NOTES}nonsense/",
    f"{NOTES}?cursor=nonsense",
    f"{NOTES}?%63ursor=nonsense",
    f"{NOTES}?is_open=nonsense",
    f"{NOTES}?limit=0",
    f"{NOTES}?fields=nonsense",
    f"{NOTES}?limit=1&limit=x",
    "{note}?cursor=",
    "{note}?fields=id&cursor",
    f"{NOTES}?{'&' * 1001}",
]


@pytest.mark.parametrize("address", MISTAKES)
def test_mistakes_are_told_as_always(ana, note, address, drf):
    for known in (note, f"{note}?fields=id", NOTES):
        ana.get(known)
    answers = [ana.get(address.format(note=note)) for _ in range(2)]

    assert [each.status_code for each in answers] in ([400, 400], [404, 404])
    assert len(drf) == 5


def test_the_id_of_a_row_may_be_written_otherwise(ana, note, drf):
    other = note.upper().replace(NOTES.upper(), NOTES)
    assert ana.get(note).content == ana.get(other).content == ana.get(note).content
    assert drf == [note, other]


def test_nobody_finds_out_twice_what_cannot_be_foretold(ana, note, monkeypatch):
    found_out = []
    monkeypatch.setattr(standins, "statement", lambda *_: found_out.append(1) or {}["nothing"])
    for _ in range(3):
        ana.get(NOTES)
    assert len(found_out) == 1

    for _ in range(3):
        ana.get(note)
    assert len(found_out) == 3  # the row, and its version


def test_after_some_time_it_is_found_out_anew(ana, note, drf, monkeypatch, clock):
    monkeypatch.setattr(questions.time, "monotonic", clock)
    for passed in (0.0, questions.FRESH_SECONDS - 1, 1.0, 1.0):
        clock.now += passed
        assert ana.get(NOTES).status_code == 200

    assert len(drf) == 2


def asks_the_database(view):
    return Note.objects.filter(rank__lte=Note.objects.count())


def asks_the_time(view):
    return Note.objects.filter(created_at__lte=timezone.now())


def asks_differently(view):
    notes = Note.objects.all()
    return notes if view.request.caller.id < BEN else notes.filter(rank__gte=0)


def asks_for_a_part_of_the_id(view):
    return Note.objects.filter(title__startswith=view.request.caller.id[-1])


def fails_for_strangers(view):
    return Note.objects.filter(rank={ANA: 1}[view.request.caller.id])


def shows_nothing(view):
    return Note.objects.none()


@pytest.mark.parametrize(
    "visible",
    [
        asks_the_database,
        asks_the_time,
        asks_differently,
        asks_for_a_part_of_the_id,
        fails_for_strangers,
        shows_nothing,
    ],
)
def test_what_nobody_can_foretell_is_asked_each_time(ana, note, drf, monkeypatch, visible):
    monkeypatch.setattr(NoteViewSet, "get_queryset", visible)
    low, high = ({"caller": str(UUID(int=number)), "row": BEN} for number in (1, 2**128 - 1))
    monkeypatch.setattr(standins, "two_strangers", lambda *_: (low, high))
    for _ in range(3):
        assert ana.get(NOTES).status_code == 200

    assert len(drf) == 3


class CanToday(ScopePermission):
    read = write = "notes:read"

    def has_permission(self, request, view):
        return super().has_permission(request, view)


OWN_WAYS = {
    "permission_classes": (CanToday,),
    "throttle_classes": (type("Often", (), {"allow_request": lambda *_: True}),),
    "check_permissions": lambda self, request: None,
    "finalize_response": lambda self, *args, **kwargs: APIView.finalize_response(
        self, *args, **kwargs
    ),
}


@pytest.mark.parametrize("name", OWN_WAYS)
def test_a_view_with_a_way_of_its_own_is_asked_each_time(ana, note, drf, monkeypatch, name):
    monkeypatch.setattr(NoteViewSet, name, OWN_WAYS[name])
    for _ in range(2):
        assert ana.get(NOTES).status_code == 200

    assert len(drf) == 2


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
def test_what_the_database_refuses_drf_tells(ana, note, drf, monkeypatch, error):
    ana.get(NOTES)

    def fail(*_):
        raise error

    monkeypatch.setattr(Statement, "rows", fail)

    assert ana.get(NOTES).status_code == 200
    assert len(drf) == 2


def test_a_process_remembers_only_so_many(ana, note, monkeypatch):
    monkeypatch.setattr(road, "MOST", 2)
    for limit in range(1, 5):
        ana.get(f"{NOTES}?limit={limit}")
        assert len(road.KNOWN) <= 2


def test_the_log_says_who_asked(ana, note, logged):
    for _ in range(2):
        ana.get(NOTES)

    assert [line["caller"] for line in logged()] == [ana.caller_id] * 2


def test_it_is_one_query(ana, note):
    for address in (NOTES, note):
        ana.get(address)
        with CaptureQueriesContext(connection) as seen:
            ana.get(address)
        assert len(seen) == 1


def test_a_literal_percent_stays_one(db):
    def ask(values):
        return Fragment("SELECT %s, '%%', %s, %s", ["50 %s", values["caller"], None])

    found = statement(ask, {"caller": "a"}, {"caller": "b"})
    assert found.names == ("caller",)
    with CaptureQueriesContext(connection):
        assert found.rows({"caller": "%s"}) == [("50 %s", "%", "%s", None)]

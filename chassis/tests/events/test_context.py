"""What a handler does is told of the request and the actor that the event came from."""

import pytest

from chassis.observability import context
from chassis.tests.project.notes.models import Note

pytestmark = pytest.mark.django_db


def test_a_handler_works_in_the_context_of_the_event(tell, settle, handle):
    seen = {}

    def look(event, about):
        seen.update(context.origin(), of=about.id)

    handle("chassis.note_told.v1", look)
    arrival = {"method": "POST", "path": "/notes/", "received_at": "then"}
    context.begin("the-request", arrival=arrival, caller="ana")
    tell("one")
    context.begin("", part="consumer")

    settle()

    event = seen.pop("of")
    assert seen == {
        "request_id": "the-request",
        "actor": "ana",
        "method": "POST",
        "path": "/notes/",
        "received_at": "then",
        "caused_by": str(event),
    }
    assert context.fields() == {"request_id": "", "part": "consumer"}


@pytest.mark.parametrize(("requests", "told"), [(["a", "a"], "a"), (["a", "b"], "")])
def test_a_batch_has_the_request_that_all_of_it_share(requests, told, tell_counted, settle, handle):
    seen = []
    handle(
        "chassis.note_counted.v1",
        lambda events: seen.append((len(events), context.request_id())),
    )
    for request in requests:
        context.begin(request)
        tell_counted("one")

    settle()

    assert seen == [(2, told)]


def test_history_names_the_request_and_the_actor(tell, settle, handle):
    handle("chassis.note_told.v1", lambda event, about: Note.objects.create(title=event.text))
    context.begin("the-request", caller="ana")
    tell("a note")

    settle()

    told = Note.pgh_event_model.objects.select_related("pgh_context").get()
    assert told.pgh_context.metadata == {"actor": "ana", "request_id": "the-request"}

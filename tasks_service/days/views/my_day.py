"""The page of somebody's day, and the buttons on it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chassis.auth import Caller
from chassis.errors import DomainError
from chassis.pages.views import Page, on_row
from tasks_service.days import selectors
from tasks_service.telling.actions import mark_all_read
from tasks_service.work import actions
from tasks_service.work.models import Task
from tasks_service.work.selectors import visible_to


class Move(NamedTuple):
    """A verb, and what is said when it is done."""

    verb: Callable[..., Any]
    said: str


def _start_timer(*, task: Task, by: Caller) -> Task:
    actions.start_timer(task=task, by=by, at=timezone.now())
    return task


def _stop_timer(*, task: Task, by: Caller) -> Task:
    actions.stop_timer(task=task, by=by, at=timezone.now())
    return task


MOVES = {
    "start": Move(actions.start_task, "Begun: {}"),
    "hold": Move(actions.hold_task, "It rests: {}"),
    "complete": Move(actions.complete_task, "Done: {}"),
    "reopen": Move(actions.reopen_task, "Open again: {}"),
    "start-timer": Move(_start_timer, "The timer runs: {}"),
    "stop-timer": Move(_stop_timer, "Time noted: {}"),
}


class MyDayPage(Page):
    """What somebody has to do today, and what they have to bring back."""

    scope = "tasks:read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        person = self.caller.person_id
        today = person and selectors.my_day(
            person, at=timezone.now(), since=_midnight(days=0), until=_midnight(days=1)
        )
        return self.page("days/my_day.html", today=today, most=selectors.MOST)


class MoveView(Page):
    """Move a task on; then show the day again."""

    scope = "tasks:write"
    move = ""  # each address says its own

    def post(self, request: HttpRequest, *, pk: UUID) -> HttpResponse:
        """Do it, or say why not."""
        verb, said = MOVES[self.move]
        try:
            task = self.do(on_row(verb, visible_to(self.caller), pk))
            messages.success(request, said.format(task.title))
        except DomainError as error:
            messages.error(request, error.detail)
        return redirect("my-day")


class MarkReadView(Page):
    """Note that everything that one was told has been read."""

    scope = "tasks:write"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note it."""
        self.do(mark_all_read, at=timezone.now())
        return redirect("my-day")


def _midnight(*, days: int) -> datetime:
    """Return the beginning of the reader's day, or of one after it."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime.combine(day, time(), timezone.get_current_timezone())

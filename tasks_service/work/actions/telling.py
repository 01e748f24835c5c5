"""Whom the verbs of work tell, and of what."""

import re
from uuid import UUID

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Lower, Replace

from chassis.auth import Caller
from tasks_service.telling.actions import tell
from tasks_service.telling.models import Kind
from tasks_service.work.models import Comment, Person, Task, Watcher

# @ben.okafor: somebody's name in small letters, with dots for blanks.
HANDLE = re.compile(r"(?<![\w@./])@(\w[\w.'-]*\w)")
MOST_MENTIONS = 20


def told_of_assignment(task: Task, before: UUID | None, *, by: Caller) -> None:
    """Tell whoever was given a task."""
    if task.assignee is not None and task.assignee != before:
        tell(people=[task.assignee], kind=Kind.ASSIGNED, by=by, title=task.title, about=task.pk)


def told_of_the_end(task: Task, *, was_finished: bool, by: Caller) -> None:
    """Tell whoever wrote a task down that somebody else has finished it."""
    author = Caller(id=task.created_by).person_id
    if task.is_finished and not was_finished and author is not None and author != by.person_id:
        how = task.status.replace("_", " ")
        tell(people=[author], kind=Kind.FINISHED, by=by, title=task.title, about=task.pk, text=how)


def told_of_comment(comment: Comment, task: Task, *, by: Caller) -> None:
    """Tell those who are named, and of the others those whom the task concerns."""
    own = _own(task)
    named = _who_may_open(mentioned(comment.body), own)
    others = _who_may_open(concerned(task) - named, own)
    for people, kind in ((named, Kind.MENTIONED), (others, Kind.COMMENTED)):
        words = comment.body
        tell(people=people, kind=kind, by=by, title=task.title, about=task.pk, text=words)


def told_of_new_names(comment: Comment, before: str, *, by: Caller) -> None:
    """Tell those whom a comment names that did not name them before."""
    task, new = comment.task, mentioned(comment.body) - mentioned(before)
    named, words = _who_may_open(new, _own(task)), comment.body
    tell(people=named, kind=Kind.MENTIONED, by=by, title=task.title, about=task.pk, text=words)


def concerned(task: Task) -> set[UUID]:
    """Return who wrote a task down, who does it, and who watches it."""
    author, watchers = Caller(id=task.created_by).person_id, Watcher.objects.filter(task=task)
    found = {author, task.assignee, *watchers.values_list("person", flat=True)}
    return {person for person in found if person is not None}


def _own(task: Task) -> set[UUID | None]:
    """Return for whom a task exists though they are not at the desk."""
    return {Caller(id=task.created_by).person_id, task.assignee}


def _who_may_open(people: set[UUID], own: set[UUID | None]) -> set[UUID]:
    """Leave out whom the task does not exist for: what is said there is not for them."""
    desk = Person.objects.known().filter(pk__in=people, role__in=settings.DESK_ROLES)
    return people & {*own, *desk.values_list("pk", flat=True)}


def mentioned(text: str) -> set[UUID]:
    """Return the people whom a text names; a name that two have names nobody."""
    found = [name.lower() for name in HANDLE.findall(text)]
    found += [name.removesuffix("'s") for name in found]  # @ben.okafor's camera
    handles = list(dict.fromkeys(found))[:MOST_MENTIONS]
    if not handles:
        return set()
    handle = Lower(Replace("name", Value(" "), Value(".")))
    people = Person.objects.known().filter(is_active=True).annotate(handle=handle)
    rows = list(people.filter(handle__in=handles).values_list("handle", "id"))
    return {id for name, id in rows if sum(name == other for other, _ in rows) == 1}

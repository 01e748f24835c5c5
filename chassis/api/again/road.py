"""The short road of plain questions, and what may take it.

The first of its kind is answered by DRF as every request is; `remember` then finds out what was
asked. As long as that is fresh, the next ones need a verified token and the statement. Any doubt,
and whatever is no plain 200 or 304, is for DRF.
"""

from collections.abc import Hashable
from typing import Any, TypeVar

from django.db import Error
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import APIException

from chassis.api.again.asking import AN_ID, Asked, asked, key, rights
from chassis.api.again.questions import PageQuestion, Question, RowQuestion
from chassis.api.filters import has_few_values
from chassis.api.methods import is_ours
from chassis.api.pages import CURSOR
from chassis.auth import Caller
from chassis.auth.authentication import BearerAuthentication
from chassis.auth.permissions import ScopePermission
from chassis.observability import context

MOST = 256  # questions that a process remembers, and kinds of callers for each
SHAPING = {"fields", "omit", "limit", "ordering", CURSOR}
D = TypeVar("D", bound=dict[Any, Any])
KINDS: dict[str, type[Question]] = {"list": PageQuestion, "retrieve": RowQuestion}
KNOWN: dict[tuple[Hashable, ...], dict[Hashable, Question]] = {}
# What a view may not do its own way if it is to be passed by.
STEPS = (
    "dispatch",
    "initial",
    "initialize_request",
    "perform_authentication",
    "check_permissions",
    "finalize_response",
    "one",
    "addressed",
)
_tokens = BearerAuthentication()


def answered_again(
    view: type, action: str, request: HttpRequest, pk: str = "", **others: str
) -> HttpResponse | None:
    """Answer a question that was answered before, or return None."""
    what = asked(request)
    known = KNOWN.get(key(view, action, what)) if what else None
    if not what or not known or others:
        return None
    try:
        caller = _caller(request, what)
        question = known.get(rights(caller)) if caller else None
        if not caller or not question or not question.is_fresh:
            return None
        context.bind(caller=caller.id)
        found: HttpResponse | None = question.answer(request, caller.id, pk, what)
    except (APIException, Error):
        return None  # DRF meets it again, and says so
    return found


def _caller(request: Any, what: Asked) -> Caller | None:
    """Return the person whose token it is; a view may tell their id from all others."""
    caller, _ = _tokens.authenticate(request) or (None, None)
    is_known = caller and AN_ID.fullmatch(caller.id) and caller.id not in what.ids.values()
    return caller if is_known else None


def remember(view: Any) -> None:
    """Let the question that a view was just asked be answered without it from now on."""
    what = asked(view.request._request)
    if what is None or not _may_be_passed_by(view) or not _asks_like_others(view, what):
        return
    known = _room(KNOWN).setdefault(key(type(view), view.action, what), {})
    whose = rights(view.request.caller)
    question = known.get(whose)
    if not question or not question.is_fresh:
        question = _room(known)[whose] = KINDS[view.action](view)
    question.learn(view, what)


def _asks_like_others(view: Any, what: Asked) -> bool:
    """Tell whether the same question will come again: each value is an id, or one of few."""
    filters = getattr(getattr(view, "filterset_class", None), "base_filters", {})
    return all(
        name in SHAPING
        or (name in filters and (name in what.ids or has_few_values(filters[name], value)))
        for name, value in view.request.query_params.items()
    )


def _room(known: D) -> D:
    if len(known) >= MOST:
        known.clear()
    return known


def _may_be_passed_by(view: Any) -> bool:
    """Tell whether all that comes before its rows is known: a token, scopes, our own steps."""
    scopes = ScopePermission.has_permission
    return (
        isinstance(view.request.successful_authenticator, BearerAuthentication)
        and bool(AN_ID.fullmatch(view.request.caller.id))
        and view.kwargs.keys() <= {"pk"}
        and all(type(each).has_permission is scopes for each in view.get_permissions())
        and not view.get_throttles()
        and all(is_ours(view, step) for step in (*STEPS, view.action))
    )

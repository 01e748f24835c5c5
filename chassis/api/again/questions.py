"""The two questions that are asked again and again: for a page of a list, and for one row."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from chassis.api.again.asking import AN_ID, Asked
from chassis.api.again.standins import filtered, foretold, places
from chassis.api.again.statements import Statement, Values
from chassis.api.etags import not_modified
from chassis.api.pages import Page, address
from chassis.api.rows.pages import question, written
from chassis.api.rows.query import compose
from chassis.api.rows.reading import as_json, shape_of, whole
from chassis.fragments import Fragment
from chassis.headers import add, known

FRESH_SECONDS = 30.0  # then it is found out anew: it may depend on the day


class Question:
    """What callers of the same rights ask at one address."""

    def __init__(self, view: Any) -> None:
        self.made_at = time.monotonic()
        self.shape = shape_of(view)
        self.headers = known(view.headers)

    @property
    def is_fresh(self) -> bool:
        """Whether it may still be asked in the same words."""
        return time.monotonic() - self.made_at < FRESH_SECONDS

    def learn(self, view: Any, what: Asked) -> None:
        """Find out what the view that was just asked asks; a doubt is remembered, too.

        Learning goes on: the pages before and behind a place are asked for in other words.
        """
        raise NotImplementedError

    def answer(self, request: HttpRequest, caller: str, row: str, what: Asked) -> Any:
        """Return the answer, or None for all but a plain 200 or 304."""
        raise NotImplementedError

    def _ours(self, answer: HttpResponse) -> HttpResponse:
        """Return an answer with what DRF would put on it."""
        add(answer, self.headers)
        return answer

    def _statement(
        self,
        view: Any,
        ask: Callable[[Any, Values], Fragment | None],
        page: Page | None = None,
        ids: Iterable[str] = (),
    ) -> Statement | None:
        def asked(other: Any, values: Values) -> Fragment | None:
            if shape_of(other) is not self.shape:
                raise LookupError("Others are shown other fields.")
            return ask(other, values)

        return foretold(view, asked, page, ids)


class PageQuestion(Question):
    """The question for a page of a list."""

    def __init__(self, view: Any) -> None:
        super().__init__(view)
        self.page: Page = replace(view.paginator.page, cursor=None)
        self.statements: dict[bool | None, Statement | None] = {}

    def learn(self, view: Any, what: Asked) -> None:
        """Find out how this way through the list is asked for."""
        page: Page = view.paginator.page
        if _way(page) in self.statements:
            return

        def ask(other: Any, values: Values) -> Fragment | None:
            rows = other.filter_queryset(other.get_queryset())
            return question(_behind(page, values), self.shape, rows)

        self.statements[_way(page)] = self._statement(view, ask, page, what.ids)

    def answer(self, request: HttpRequest, caller: str, row: str, what: Asked) -> Any:
        """Return the page that the cursor names."""
        page = self.page.about(what.ids).at(what.cursor or "")
        statement = self.statements.get(_way(page))
        if statement is None:
            return None
        place = page.cursor.place if page.cursor else ()
        found = statement.rows({"caller": caller, **filtered(what.ids), **places(place)})
        return self._ours(written(page, self.shape, found, address(request)))


class RowQuestion(Question):
    """The question for one row: all of it, or whether it still is as the reader has it."""

    def __init__(self, view: Any) -> None:
        super().__init__(view)
        self.whole: Statement | None = None
        self.version: Statement | None = None
        self.is_known = False

    def learn(self, view: Any, what: Asked) -> None:
        """Find out how a row is asked for."""
        if self.is_known:
            return
        self.is_known = True
        self.whole = self._of(view, whole(self.shape))
        self.version = self._of(view, self.shape.version) if self.shape.version else None

    def _of(self, view: Any, head: Fragment) -> Statement | None:
        return self._statement(view, lambda other, _: compose(other.addressed(), head))

    def answer(self, request: HttpRequest, caller: str, row: str, what: Asked) -> Any:
        """Return the row, or that it is as it was."""
        if what.cursor is not None or not AN_ID.fullmatch(row):
            return None
        values = {"caller": caller, "row": row}
        if self.version and "HTTP_IF_NONE_MATCH" in request.META:
            for (version,) in self.version.rows(values):
                if unchanged := not_modified(request, version):
                    return self._ours(unchanged)
        for found in self.whole.rows(values) if self.whole else ():
            return self._ours(as_json(self.shape, found))
        return None


def _way(page: Page) -> bool | None:
    """Tell which way a page is read: on, back, or from the beginning of the list."""
    return page.cursor.back if page.cursor else None


def _behind(page: Page, values: Values) -> Page:
    """Return a page behind the place that is among some values."""
    if page.cursor is None:
        return page
    place = tuple(values[name] for name in places(page.columns))
    return replace(page, cursor=replace(page.cursor, place=place))

"""The base of every API view: an ordinary DRF viewset that knows its caller and keeps its promises.

Unsafe methods run in one transaction, honour `Idempotency-Key` (POST) and `If-Match` (the row is
locked first), and the history names who did it.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property, lru_cache, partial, wraps
from types import MappingProxyType
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from rest_framework import mixins, viewsets
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.utils.serializer_helpers import ReturnDict

from chassis.answers import completed
from chassis.api.again.locks import lock_addressed
from chassis.api.again.road import KINDS, answered_again, remember
from chassis.api.etags import check_if_match, etag
from chassis.api.filters import FORMAT, SHAPES, refuse_unknown, tells_the_row
from chassis.api.rows.news import says_news
from chassis.api.rows.reading import asks_for_json, read_one, shape_of
from chassis.api.rows.shapes import Shape
from chassis.api.rows.written import ask_along, read_back
from chassis.api.serializers import chosen
from chassis.auth import Caller
from chassis.conditions import exactly
from chassis.errors.deadlocks import once_more
from chassis.headers import Known, PlainAnswer, add, known
from chassis.history.api import HistoryMixin
from chassis.history.middleware import record_actor
from chassis.idempotency.once import run_once
from chassis.models import named
from chassis.observability import context
from chassis.postgres.statements import is_none

FILTERED = ("list", "export")  # what is narrowed by the filters of a view
QUERIES, LONGEST = 256, 256  # whose parameters a process has read, and their letters
# What DRF puts on every answer, found out once for the methods of a view.
ALWAYS: dict[Hashable, Known] = {}


class CallerViewSet(viewsets.GenericViewSet):
    """A viewset whose `request.caller` is whoever the verified token or session speaks for."""

    request: Any  # DRF's request, with the caller
    ordering: ClassVar[str] = "-created_at"
    ordering_fields: ClassVar[tuple[str, ...]] = ("created_at", "updated_at")
    # Those that are an order of several columns, no two rows of which are alike: name → columns.
    ordering_total: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
    # Not the method: to answer OPTIONS, DRF looks rows up for a PUT that never comes.
    is_writing = False
    may_foretell = True  # the version that a change makes

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        """Return the view; plain questions that it has answered before pass it by."""
        view: Any = super().as_view(actions, **initkwargs)
        action = (actions or {}).get("get", "")

        @wraps(view)
        def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            again = answered_again(cls, action, request, **kwargs)
            return again or view(request, *args, **kwargs)

        return ask if action in KINDS else view

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Return DRF's request, with what it would look for in Django's each time it is asked."""
        made = super().initialize_request(request, *args, **kwargs)
        vars(made).update(method=request.method, path=request.path, META=request.META)
        query = request.META.get("QUERY_STRING", "")
        if len(query) <= LONGEST:
            vars(request)["GET"] = _parameters(query, request.encoding)
        return made

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Check the caller, and let an unsafe method run in one transaction."""
        super().initial(request, *args, **kwargs)
        caller = request.user if isinstance(request.user, Caller) else None
        # On Django's as well: to answer OPTIONS, DRF clones its own, and asks for rows with that.
        request.caller = request._request.caller = caller
        if request.caller:
            context.bind(caller=request.caller.id)
        self._refuse_unknown_parameters(request)
        method = str(request.method).lower()
        if request.method not in SAFE_METHODS and hasattr(self, method):
            # DRF looks the handler up after this, so it finds the wrapped one.
            setattr(self, method, partial(self._write, getattr(self, method)))

    @cached_property
    def shape(self) -> Shape:
        """The shape of the answer as plain JSON. Raises ValidationError."""
        return shape_of(self)

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Return what DRF puts on every answer of these methods."""
        return dict(self._always().values())

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Put it there; on a plain answer of ours as it is."""
        if not isinstance(response, PlainAnswer):
            return super().finalize_response(request, response, *args, **kwargs)
        add(response, self._always())
        return response

    def _always(self) -> Known:
        key = type(self), tuple((self.action_map or {}).items())
        if key not in ALWAYS:
            ALWAYS[key] = known(super().default_response_headers)
        return ALWAYS[key]

    def addressed(self) -> "QuerySet[Any]":
        """Return the rows that have the id of the address: one, or none."""
        try:
            return exactly(self.get_queryset(), id=self.kwargs["pk"])
        except ValidationError as error:  # it is no id
            raise Http404 from error

    def _refuse_unknown_parameters(self, request: Any) -> None:
        """Lists know theirs by their filters; whatever else is asked can only choose its shape."""
        filtered = self.action in FILTERED and self.filter_backends
        if self.action and self.action != "metadata" and not filtered:
            is_shaped = request.method in SAFE_METHODS or tells_the_row(self)
            refuse_unknown(request, SHAPES if is_shaped else [FORMAT])

    def _write(
        self, handler: Callable[..., HttpResponseBase], request: Any, **kwargs: Any
    ) -> HttpResponseBase:
        self.is_writing = True
        handle = partial(handler, request, **kwargs)
        if request.method == "POST":
            return run_once(request, self._in_a_transaction, handle)
        return self._in_a_transaction(handle)

    def _in_a_transaction(self, handle: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        try:
            return once_more(partial(self._at_once, handle))
        except DataError as error:
            if not self.may_foretell or not is_none(error):
                raise
        self.may_foretell = False  # somebody else counts this row, too
        return once_more(partial(self._at_once, handle))

    def _at_once(self, handle: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        with transaction.atomic():
            record_actor(self.request.caller.id if self.request.caller else "")
            answer = handle()
        return completed(answer)


class ResourceViewSet(CallerViewSet):
    """A viewset of versioned rows. Combine it with the mixins that its resource needs."""

    requires_if_match: ClassVar[bool] = False

    def get_object(self) -> Any:
        """Return the row; before a write it is locked and its ETag compared with `If-Match`."""
        row = lock_addressed(self) if self.is_writing else get_object_or_404(self.addressed())
        self.check_object_permissions(self.request, row)
        if self.is_writing:
            check_if_match(self.request, row, required=self.requires_if_match)
        return row

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter collections; a single row is found by its id alone."""
        return queryset if self.detail else super().filter_queryset(queryset)


class CreateMixin:
    """`POST` to the collection: 201 with `Location` and `ETag`. `create_verb` makes the row."""

    create_verb: ClassVar[Callable[..., Any]]

    def create(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make one."""
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        self.perform_create(form)
        place = f"{request.path.rstrip('/')}/{form.instance.pk}/"
        return _written(self, form, status=201, Location=place)

    def perform_create(self: Any, form: BaseSerializer) -> None:
        """Call the verb."""
        form.instance = self.create_verb(by=self.request.caller, **form.validated_data)


class ListMixin(mixins.ListModelMixin):
    """`GET` of many, a page at a time."""

    def list(  # type: ignore[override]
        self: Any, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Read them, page by page."""
        if not asks_for_json(request):
            page: Response = super().list(request, *args, **kwargs)
            return page
        rows = self.filter_queryset(self.get_queryset())
        answer: HttpResponse = self.paginator.paginate_texts(self.shape, rows, request, self)
        remember(self)
        return answer


class RetrieveMixin:
    """`GET` of one: with its `ETag`, or 304 to whoever has this version as JSON."""

    def retrieve(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read one."""
        answer: HttpResponseBase = self.one(self.addressed())
        if asks_for_json(request):
            remember(self)
        return answer

    def one(self: Any, rows: "QuerySet[Any]") -> HttpResponseBase:
        """Answer with the only row of a query, or 404."""
        if asks_for_json(self.request):
            return read_one(self.request, rows, self.shape)
        row = get_object_or_404(rows)  # for a page, which also shows who is signed in
        return Response(self.get_serializer(row).data, headers=_etag_of(row))


class UpdateMixin:
    """`PUT` and `PATCH` leave what is left out as it is. `change_verb` gets the row by its name.

    Where nothing new is said it is not called: the answer has the version that there was.
    """

    change_verb: ClassVar[Callable[..., Any]]

    def update(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Change one; fields that are left out stay as they are."""
        return self._change(request)

    def partial_update(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Change one; fields that are left out stay as they are."""
        return self._change(request)

    def _change(self: Any, request: Request) -> HttpResponseBase:
        row = self.get_object()
        if asks_for_json(request):
            ask_along(row, self.shape, is_foretold=self.may_foretell)
        form = self.get_serializer(row, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        if says_news(form):
            self.perform_update(form)
        return _written(self, form, status=200)

    def perform_update(self: Any, form: BaseSerializer) -> None:
        """Call the verb."""
        row, words = named(form.instance), form.validated_data
        form.instance = self.change_verb(**row, by=self.request.caller, **words)


class DestroyMixin(mixins.DestroyModelMixin):
    """`DELETE`. `delete_verb` gets the row by its name."""

    delete_verb: ClassVar[Callable[..., Any]]

    def perform_destroy(self: Any, row: Any) -> None:
        """Call the verb."""
        self.delete_verb(**named(row), by=self.request.caller)


class WholeViewSet(
    CreateMixin,
    RetrieveMixin,
    UpdateMixin,
    ListMixin,
    DestroyMixin,
    HistoryMixin,
    ResourceViewSet,
):
    """A resource with every method. Name its three verbs, as in its admin."""


@lru_cache(QUERIES)
def _parameters(query: str, encoding: str | None) -> QueryDict:
    """Return the parameters of a query, which nobody can change."""
    return QueryDict(query.encode("latin-1"), encoding=encoding)


def _written(view: Any, form: Any, *, status: int, **headers: str) -> HttpResponseBase:
    """Answer with the row that a form has written."""
    if asks_for_json(view.request):
        return read_back(form.instance, view.shape, status=status, **headers)
    shown = {name: form.data[name] for name in chosen(view.request, tuple(form.data))}
    told = ReturnDict(shown, serializer=form)  # a page fills its forms from that
    return Response(told, status, headers={**headers, **_etag_of(form.instance)})


def _etag_of(row: Any) -> dict[str, str]:
    return {"ETag": etag(row)} if hasattr(row, "version") else {}

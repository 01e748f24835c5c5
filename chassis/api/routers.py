"""The router of a service's API, and both forms of its addresses."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, URLResolver, include, is_valid_path, path
from django.urls.resolvers import RoutePattern
from rest_framework.permissions import AllowAny
from rest_framework.routers import APIRootView, DefaultRouter, SimpleRouter

from chassis.api.rows.shapes import names, shape
from chassis.api.views import ListMixin, RetrieveMixin


class RootView(APIRootView):
    """The collections of this service's API."""

    permission_classes = (AllowAny,)


class Router(DefaultRouter):
    """DRF's router: `/api/v1/<plural>/` and `/{id}/`."""

    APIRootView = RootView
    include_format_suffixes = False

    def register(self, prefix: str, viewset: Any, basename: str | None = None) -> None:
        """Add a collection. Fields that PostgreSQL cannot make are refused here, by name."""
        if issubclass(viewset, ListMixin | RetrieveMixin):
            serializer = viewset.serializer_class
            shape(serializer, names(serializer))
        super().register(prefix, viewset, basename)

    def get_urls(self) -> list[Any]:
        """Return the root, and the addresses of each collection behind its name."""
        collections = [
            path(f"{prefix}/", include(_alone(viewset, basename)))
            for prefix, viewset, basename in self.registry
        ]
        root = self.get_api_root_view(api_urls=collections)
        return [path("", root, name=self.root_view_name), Collections(collections)]


class Collections(URLResolver):
    """The collections of an API. An address is looked for in its own, and in no other.

    DRF's list of all addresses would be gone through up to the one that is asked for.
    """

    def __init__(self, collections: list[URLResolver]) -> None:
        super().__init__(RoutePattern(""), collections)
        self._named = {str(each.pattern): each for each in collections}

    def resolve(self, path: str) -> ResolverMatch:
        """Find what answers a path. Raises Resolver404."""
        name, slash, _ = path.partition("/")
        if (found := self._named.get(name + slash)) is None:
            raise Resolver404({"path": path, "tried": []})
        match = found.resolve(path)
        match.route = f"{name}/{match.route.removeprefix('^')}"
        return match


def _alone(viewset: Any, basename: str) -> list[Any]:
    router = SimpleRouter()
    router.register("", viewset, basename)
    return router.urls


class SlashMiddleware:
    """Serve `…/notes` as `…/notes/`, for every method and without a redirect."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the slash if only that makes the address known."""
        path = request.path_info
        if not path.endswith("/") and not is_valid_path(path) and is_valid_path(f"{path}/"):
            request.path_info = f"{path}/"
            request.path = f"{request.path}/"
        return self.get_response(request)

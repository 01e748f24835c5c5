"""The admin's site: people sign in and out where they do for everything else."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache


class Site(AdminSite):
    """The admin without a password page of its own."""

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Return a page whose times are those of the desk, read and typed."""
        page: Any = super().admin_view(view, cacheable)

        @wraps(page)
        def in_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            with timezone.override(settings.DESK_TIME_ZONE):
                answer = page(request, *args, **kwargs)
                return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer

        return in_zone

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the sign-in; tell who is signed in already that the admin is not for them."""
        wanted = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
            wanted = reverse("admin:index", current_app=self.name)
        if self.has_permission(request):
            return HttpResponseRedirect(wanted)
        if request.user.is_authenticated:
            return self._not_for_you(request)
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """End everything, as every other log-out does."""
        found = resolve(reverse("sign-out"))
        return found.func(request, *found.args, **found.kwargs)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead to where people look after how they sign in: what changes there ends sessions."""
        return HttpResponseRedirect(settings.ACCOUNT_URL)

    def _not_for_you(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        words = {
            **self.each_context(request),
            "title": "This admin is not open to you",
            "caller": user.caller(),
        }
        return TemplateResponse(request, "admin/not_for_you.html", words, status=403)

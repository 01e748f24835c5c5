"""API tokens in the API, and the page on which people look after theirs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts_service.access.actions import api_tokens as verbs
from accounts_service.access.filters import ApiTokenFilter
from accounts_service.access.models import ApiToken
from accounts_service.access.permissions import CanUseApiTokens
from accounts_service.access.selectors import api_tokens
from accounts_service.access.serializers import (
    ApiTokenSerializer,
    MadeApiTokenSerializer,
    NewApiTokenSerializer,
)
from accounts_service.access.views.security import PersonView
from chassis.api.views import CallerViewSet, ListMixin, RetrieveMixin
from chassis.errors import DomainError
from chassis.idempotency.once import SecretResponse

DAYS = {30: "30 days", 90: "90 days", 180: "half a year", 365: "a year"}


class ApiTokenViewSet(RetrieveMixin, ListMixin, CallerViewSet):
    """API tokens: people see their own, admins see everybody's. A secret is shown once."""

    queryset = ApiToken.objects.none()
    serializer_class = ApiTokenSerializer
    permission_classes = (CanUseApiTokens,)
    filterset_class = ApiTokenFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "expires_at", "name")

    def get_queryset(self) -> QuerySet[ApiToken]:
        """Return the tokens that exist for the caller."""
        return api_tokens.api_tokens_for(self.request.caller)

    @extend_schema(request=NewApiTokenSerializer, responses={201: MadeApiTokenSerializer})
    def create(self, request: Any) -> Response:
        """Make a token for yourself, with no more than you may do.

        This answer alone holds the secret. It is not kept: a repeat with the same Idempotency-Key
        is 409 with the id. Neither API tokens nor programs of others may make one.
        """
        form = NewApiTokenSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        made = verbs.make_api_token(by=request.caller, **form.validated_data)
        body = {**ApiTokenSerializer(made.token).data, "secret": made.secret}
        where = f"{request.path.rstrip('/')}/{made.token.id}/"
        headers = {"Location": where, "Cache-Control": "no-store"}
        return SecretResponse(body, status=201, headers=headers)

    @extend_schema(request=None, responses=ApiTokenSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Any, **kwargs: Any) -> Response:
        """Revoke a token: it is refused within five seconds. To do it again changes nothing."""
        token = verbs.revoke_api_token(token=self.get_object(), by=request.caller)
        return Response(self.get_serializer(token).data)


class ApiTokenForm(forms.Form):
    """What a new token is for, what it may do and for how long."""

    name = forms.CharField(
        label="What is it for?",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="It lets a program", widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label="It works for", coerce=int, choices=list(DAYS.items()), initial=90
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["scopes"]
        choices.choices = api_tokens.scopes_to_give(person)


class ApiTokensView(PersonView):
    """One's own tokens, and a form for another."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self._page(ApiTokenForm(person=self.person))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make one, and show its secret in this answer and never again."""
        form = ApiTokenForm(request.POST, person=self.person)
        if form.is_valid():
            words = form.cleaned_data
            try:
                # A minute less: the clock of the database judges.
                life = timedelta(days=words["days"], minutes=-1)
                made = verbs.make_api_token(
                    by=self.person.caller(),
                    name=words["name"],
                    scopes=words["scopes"],
                    expires_at=timezone.now() + life,
                )
            except DomainError as error:
                form.add_error(None, error.detail)
            else:
                return render(request, "access/api_token_made.html", made._asdict())
        return self._page(form)

    def _page(self, form: ApiTokenForm) -> HttpResponse:
        own = ApiToken.objects.filter(person=self.person)
        context = {
            "form": form,
            "tokens": [each for each in own if each.state == "active"],
            "ended": [each for each in own[:50] if each.state != "active"],
        }
        return render(self.request, "access/api_tokens.html", context)


class RevokeApiTokenView(PersonView):
    """Revoke one of one's own tokens."""

    def get(self, request: HttpRequest, token: Any) -> HttpResponse:
        """Ask."""
        return render(request, "access/revoke_api_token.html", {"token": self._own(token)})

    def post(self, request: HttpRequest, token: Any) -> HttpResponse:
        """Revoke it."""
        revoked = verbs.revoke_api_token(token=self._own(token), by=self.person.caller())
        messages.success(request, f"{revoked.name} is revoked.")
        return redirect("api-tokens")

    def _own(self, token: Any) -> ApiToken:
        return get_object_or_404(ApiToken, pk=token, person=self.person)

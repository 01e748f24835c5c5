"""What people let programs do: in the API, and the page on which they take it back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from rest_framework import mixins

from accounts_service.access.actions import consents as verbs
from accounts_service.access.filters import ConsentFilter
from accounts_service.access.models import SCOPES, Consent
from accounts_service.access.permissions import CanUseConsents
from accounts_service.access.selectors import consents
from accounts_service.access.serializers import ConsentSerializer
from accounts_service.access.views.security import PersonView
from chassis.api.views import CallerViewSet, ListMixin, RetrieveMixin


class ConsentViewSet(RetrieveMixin, ListMixin, mixins.DestroyModelMixin, CallerViewSet):
    """What programs may do in somebody's name: people see theirs, admins see everybody's."""

    queryset = Consent.objects.none()
    serializer_class = ConsentSerializer
    permission_classes = (CanUseConsents,)
    filterset_class = ConsentFilter
    ordering_fields = ("created_at",)

    def get_queryset(self) -> QuerySet[Consent]:
        """Return the consents that exist for the caller."""
        return consents.consents_for(self.request.caller)

    def perform_destroy(self, instance: Consent) -> None:
        """Take it back: what the program was given by it is refused within five seconds.

        Neither API tokens nor programs of others may do this.
        """
        verbs.withdraw_consent(consent=instance, by=self.request.caller)


class ConsentsView(PersonView):
    """The programs that one let in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        own = Consent.objects.filter(person=self.person).select_related("client")
        context = {"consents": [_shown(each) for each in own.order_by("client__name", "id")]}
        return render(request, "access/consents.html", context)


class WithdrawConsentView(PersonView):
    """Take back what one let a program do."""

    def get(self, request: HttpRequest, consent: Any) -> HttpResponse:
        """Ask."""
        context = {"consent": _shown(self._own(consent))}
        return render(request, "access/withdraw_consent.html", context)

    def post(self, request: HttpRequest, consent: Any) -> HttpResponse:
        """Take it back."""
        own = self._own(consent)
        verbs.withdraw_consent(consent=own, by=self.person.caller())
        messages.success(request, f"{_shown(own)['name']} is out.")
        return redirect("consents")

    def _own(self, consent: Any) -> Consent:
        own = Consent.objects.select_related("client")
        return get_object_or_404(own, pk=consent, person=self.person)


def _shown(consent: Consent) -> dict[str, Any]:
    return {
        "id": consent.id,
        "name": consent.client.name or consent.client.client_id,
        "created_at": consent.created_at,
        "words": [SCOPES[scope] for scope in consent.scope_list if scope in SCOPES],
    }

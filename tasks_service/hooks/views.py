"""The API of webhooks."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.etags import etag
from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin, WholeViewSet
from chassis.idempotency.once import SecretResponse
from tasks_service.hooks import actions, selectors
from tasks_service.hooks.filters import DeliveryFilter, WebhookFilter
from tasks_service.hooks.models import Delivery, Webhook
from tasks_service.hooks.permissions import CanUseWebhooks
from tasks_service.hooks.serializers import (
    DeliverySerializer,
    EventSerializer,
    SecretWebhookSerializer,
    WebhookSerializer,
)


class WebhookViewSet(WholeViewSet):
    """Addresses that are told what happens: in tasks, in the catalog and in accounts.

    An event is posted as a CloudEvent (JSON), with `Kitroom-Signature: t=<seconds>,v1=<proof>`: the
    proof is the HMAC-SHA256 of `<seconds>.<body>` by the webhook's secret. An answer of 2xx within
    ten seconds takes it; else it is tried again, nine times in a day and a half. An event may come
    twice: its `id` stays the same. Redirects are not followed, and only addresses of the public
    internet are called.
    """

    queryset = Webhook.objects.all()
    serializer_class = WebhookSerializer
    permission_classes = (CanUseWebhooks,)
    create_verb = staticmethod(actions.create_webhook)
    change_verb = staticmethod(actions.change_webhook)
    delete_verb = staticmethod(actions.delete_webhook)
    filterset_class = WebhookFilter

    @extend_schema(responses={201: SecretWebhookSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Have an address told of events from now on.

        This answer alone says the secret. It is not kept: a repeat with the same Idempotency-Key is
        409 with the id.
        """
        form: Any = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        self.perform_create(form)
        where = f"{request.path.rstrip('/')}/{form.instance.pk}/"
        return self._with_secret(form.instance, status=201, Location=where)

    @extend_schema(request=None, responses=SecretWebhookSerializer)
    @action(detail=True, methods=["post"], url_path="renew-secret")
    def renew_secret(self, request: Request, pk: str) -> Response:
        """Give it another secret. For a day the one before signs as well: two `v1=`."""
        row = self.get_object()
        row = actions.renew_secret(webhook=row, by=self.request.caller, at=now())
        return self._with_secret(row, status=200)

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def ping(self, request: Request, pk: str) -> Response:
        """Send it an event that says nothing, to see whether it arrives."""
        row = self.get_object()
        sent = actions.ping(webhook=row, by=self.request.caller, at=now())
        where = request.path.removesuffix(f"webhooks/{pk}/ping/")
        headers = {"Location": f"{where}webhook-deliveries/{sent.pk}/", "ETag": etag(sent)}
        return Response(DeliverySerializer(sent).data, status=202, headers=headers)

    @extend_schema(responses=EventSerializer(many=True))
    @action(detail=False, pagination_class=None, filter_backends=())
    def events(self, request: Request) -> Response:
        """List the events that a webhook can be told."""
        return Response(EventSerializer(selectors.known_events(), many=True).data)

    def _with_secret(self, row: Webhook, *, status: int, **headers: str) -> Response:
        words = {**headers, "ETag": etag(row), "Cache-Control": "no-store"}
        return SecretResponse(SecretWebhookSerializer(row).data, status=status, headers=words)


class DeliveryViewSet(RetrieveMixin, ListMixin, ResourceViewSet):
    """What was sent to webhooks, what was answered, and what is still to be sent.

    What is over is forgotten after 30 days.
    """

    queryset = Delivery.objects.all()
    serializer_class = DeliverySerializer
    permission_classes = (CanUseWebhooks,)
    filterset_class = DeliveryFilter

    @extend_schema(request=None, responses=DeliverySerializer)
    @action(detail=True, methods=["post"])
    def redeliver(self, request: Request, pk: str) -> Response:
        """Send it again, the same event, with all its tries."""
        row: Any = self.get_object()
        row = actions.redeliver(delivery=row, by=self.request.caller, at=now())
        return Response(DeliverySerializer(row).data, headers={"ETag": etag(row)})

    def get_queryset(self) -> QuerySet[Delivery]:
        """Return all of them."""
        return Delivery.objects.all()

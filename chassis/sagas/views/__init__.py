"""Flows in the API, and the internal door of their steps."""

from chassis.sagas.views.sagas import SagaViewSet

__all__ = ["SagaViewSet"]

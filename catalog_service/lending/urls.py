"""The addresses of what is free, below the catalog's prefix."""

from typing import Any

from django.urls import path

from catalog_service.lending.views import (
    AvailabilityView,
    KitAvailabilityView,
    ProductAvailabilityView,
)

ASK: dict[str, Any] = {"actions": {"get": "availability"}}
API = "api/v1/"

urlpatterns = [
    path(f"{API}assets/<uuid:pk>/availability/", AvailabilityView.as_view(**ASK)),
    path(f"{API}kits/<uuid:pk>/availability/", KitAvailabilityView.as_view(**ASK)),
    path(f"{API}products/<uuid:pk>/availability/", ProductAvailabilityView.as_view(**ASK)),
]

"""The addresses of gear that only services ask, below the catalog's prefix."""

from django.urls import path

from catalog_service.gear.views import InternalAssetView

urlpatterns = [
    path("internal/assets/<uuid:pk>/", InternalAssetView.as_view()),
]

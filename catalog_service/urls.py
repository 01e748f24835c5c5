"""The addresses of the catalog."""

from django.urls import path

from catalog_service.gear.views import (
    AssetViewSet,
    CategoryViewSet,
    InternalAssetView,
    ManufacturerViewSet,
    PortViewSet,
    ProductViewSet,
)
from catalog_service.imports.views import ImportViewSet
from chassis.api.routers import Router
from chassis.jobs.views import JobViewSet
from chassis.urls import service

router = Router()
router.register("jobs", JobViewSet, basename="job")
router.register("manufacturers", ManufacturerViewSet)
router.register("categories", CategoryViewSet)
router.register("ports", PortViewSet)
router.register("products", ProductViewSet)
router.register("assets", AssetViewSet)
router.register("imports", ImportViewSet)

urlpatterns = [
    *service("catalog", router),
    path("catalog/internal/assets/<uuid:pk>/", InternalAssetView.as_view()),
]

handler400 = "chassis.errors.pages.bad_request"
handler403 = "chassis.errors.pages.forbidden"
handler404 = "chassis.errors.pages.not_found"
handler500 = "chassis.errors.pages.server_error"

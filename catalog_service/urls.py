"""The addresses of the catalog."""

from django.urls import include, path

from catalog_service.attachments.views import AttachmentViewSet
from catalog_service.desk.views import (
    CalendarFeedViewSet,
    StockTakeLineViewSet,
    StockTakeViewSet,
)
from catalog_service.gear.views import (
    CategoryViewSet,
    LocationViewSet,
    ManufacturerViewSet,
    PortViewSet,
    ProductViewSet,
    StatusLabelViewSet,
)
from catalog_service.imports.views import ImportViewSet
from catalog_service.lending.views import (
    HeldAssetViewSet,
    KitViewSet,
    LoanViewSet,
    PolicyViewSet,
    ReservationViewSet,
    ScanViewSet,
)
from chassis.api.routers import Router
from chassis.jobs.views import JobViewSet
from chassis.urls import service

router = Router()
router.register("assets", HeldAssetViewSet, basename="asset")
router.register("attachments", AttachmentViewSet, basename="attachment")
router.register("calendar-feeds", CalendarFeedViewSet, basename="calendar-feed")
router.register("categories", CategoryViewSet, basename="category")
router.register("imports", ImportViewSet, basename="import")
router.register("jobs", JobViewSet, basename="job")
router.register("kits", KitViewSet, basename="kit")
router.register("loans", LoanViewSet, basename="loan")
router.register("locations", LocationViewSet, basename="location")
router.register("manufacturers", ManufacturerViewSet, basename="manufacturer")
router.register("policies", PolicyViewSet, basename="policy")
router.register("ports", PortViewSet, basename="port")
router.register("products", ProductViewSet, basename="product")
router.register("reservations", ReservationViewSet, basename="reservation")
router.register("scans", ScanViewSet, basename="scan")
router.register("status-labels", StatusLabelViewSet, basename="status-label")
router.register("stock-take-lines", StockTakeLineViewSet, basename="stock-take-line")
router.register("stock-takes", StockTakeViewSet, basename="stock-take")

urlpatterns = [
    *service("catalog", router),
    path("catalog/", include("catalog_service.desk.urls")),
    path("catalog/", include("catalog_service.gear.urls")),
    path("catalog/", include("catalog_service.lending.urls")),
    path("catalog/", include("catalog_service.reports.urls")),
]

handler400 = "chassis.errors.pages.bad_request"
handler403 = "chassis.errors.pages.forbidden"
handler404 = "chassis.errors.pages.not_found"
handler500 = "chassis.errors.pages.server_error"

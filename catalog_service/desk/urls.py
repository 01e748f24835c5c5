"""The pages of the desk, below the catalog's prefix."""

from django.urls import path

from catalog_service.desk.views import (
    AssetPage,
    CalendarPage,
    DecisionView,
    FeedView,
    LoanPage,
    ScanPage,
    StockTakePage,
    StockTakesPage,
)
from catalog_service.desk.views.decisions import DECISIONS

urlpatterns = [
    path("desk/", ScanPage.as_view(), name="desk"),
    *(
        path(
            f"desk/{kind}/<uuid:pk>/{decision}/",
            DecisionView.as_view(kind=kind, decision=decision),
            name=f"desk-{decision}",
        )
        for kind, decision in DECISIONS
    ),
    path("desk/loans/<uuid:pk>/", LoanPage.as_view(), name="desk-loan"),
    path("calendar/", CalendarPage.as_view(), name="calendar"),
    path("calendar.ics", FeedView.as_view(), name="calendar-feed"),
    path("stock-takes/", StockTakesPage.as_view(), name="stock-takes"),
    path("stock-takes/<uuid:pk>/", StockTakePage.as_view(), name="stock-take"),
    path("assets/<path:tag>/", AssetPage.as_view(), name="asset-page"),
]

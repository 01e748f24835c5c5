"""The addresses of reports, below the catalog's prefix."""

from typing import Any

from django.urls import path

from catalog_service.reports.views import EndingReport, WorthPage, WorthReport
from chassis.api.exports import OneForm

SHOW: dict[str, Any] = {"actions": {"get": "show"}}
FILE: dict[str, Any] = {"actions": {"get": "export"}, "content_negotiation_class": OneForm}
API = "api/v1/reports/"

urlpatterns = [
    path("worth/", WorthPage.as_view(), name="worth"),
    path(f"{API}worth/", WorthReport.as_view(**SHOW), name="report-worth"),
    path(f"{API}worth/export/", WorthReport.as_view(**FILE), name="report-worth-export"),
    path(f"{API}ending/", EndingReport.as_view(**SHOW), name="report-ending"),
    path(f"{API}ending/export/", EndingReport.as_view(**FILE), name="report-ending-export"),
]

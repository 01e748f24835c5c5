"""The addresses of the snapshot feeds, below `/<service>/internal/snapshots/`."""

from django.urls import path

from chassis.projections.views import SnapshotView

urlpatterns = [path("<slug:name>/", SnapshotView.as_view(), name="snapshot")]

"""The addresses of what is known of somebody, below `/<service>/internal/privacy/`."""

from django.urls import path

from chassis.privacy.views import ContentsView, ErasureView, SectionView

urlpatterns = [
    path("erasures/<uuid:id>/", ErasureView.as_view(), name="privacy_erasure"),
    path("sections/", ContentsView.as_view(), name="privacy_sections"),
    path("sections/<slug:name>/", SectionView.as_view(), name="privacy_section"),
]

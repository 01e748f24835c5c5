"""The addresses of the pages of people."""

from django.urls import path

from accounts_service.people.views import pages
from accounts_service.people.views.archive import ArchiveView
from accounts_service.people.views.internal import LetterView

urlpatterns = [
    path("internal/letters/", LetterView.as_view()),
    path("password/", pages.OwnPasswordView.as_view(), name="own-password"),
    path("password/forgotten/", pages.ForgottenView.as_view(), name="forgotten"),
    path("password/new/", pages.NewPasswordView.as_view(), name="new-password"),
    path("archive/", ArchiveView.as_view(), name="own-archive"),
    path("email/", pages.OwnEmailView.as_view(), name="own-email"),
    path("email/confirm/", pages.ConfirmEmailView.as_view(), name="confirm-email"),
]

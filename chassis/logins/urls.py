"""The addresses of signing in and out, below the service's own."""

from django.urls import path

from chassis.logins.views import CallbackView, SignInView, sign_out

urlpatterns = [
    path("sign-in/", SignInView.as_view(), name="sign-in"),
    path("sign-in/callback/", CallbackView.as_view(), name="sign-in-callback"),
    path("sign-out/", sign_out, name="sign-out"),
]

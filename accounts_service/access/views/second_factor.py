"""The page between the password and the session: a code, or a passkey."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts_service.access.actions import factors as verbs
from accounts_service.access.actions import limits, passkeys
from accounts_service.access.errors import PasskeyRefused, WrongCode
from accounts_service.access.selectors import factors
from accounts_service.access.views import entering
from accounts_service.access.views.limited import LimitedMixin

CEREMONY = "passkey"
LONGEST_ANSWER = 20_000


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
        help_text="The six digits of your authenticator app, or one of your recovery codes.",
    )


@method_decorator(never_cache, "dispatch")
class SecondFactorView(LimitedMixin, View):
    """Ask whoever typed the right password for the second factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for those who wait."""
        self.person = entering.who_waits(request)
        if self.person is None:
            return redirect("sign-in")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        return self._page(CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge the code."""
        form = CodeForm(request.POST)
        if form.is_valid():
            try:
                way = verbs.check_code(person=self.person, code=form.cleaned_data["code"])
            except WrongCode as error:
                form.add_error("code", error.detail)
            else:
                way_in = ["pwd", "otp", "mfa"] if way == "otp" else ["pwd", "mfa"]
                there = entering.destination(request)
                return entering.let_in(request, self.person, there, methods=way_in)
        return self._page(form)

    def _page(self, form: CodeForm) -> HttpResponse:
        context = {
            "form": form,
            "has_app": factors.code_app(self.person) is not None,
            "has_passkeys": factors.passkeys(self.person).exists(),
        }
        page = render(self.request, "access/second_factor.html", context)
        return entering.led(page, entering.destination(self.request))


@method_decorator(never_cache, "dispatch")
class PasskeySignInView(LimitedMixin, View):
    """Sign in with a passkey: from the sign-in page, or as the second factor."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return what the browser asks the passkey."""
        options, state = passkeys.begin_sign_in(person=entering.who_waits(request))
        request.session[CEREMONY] = state
        return JsonResponse(options)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge the passkey's answer."""
        tries = (limits.PASSKEY, limits.SIGN_IN_FROM, request.session.session_key or "")
        waiting = entering.who_waits(request)
        limits.spend(*tries, person=waiting)
        try:
            person = passkeys.sign_in(
                answer=answer(request), state=request.session.pop(CEREMONY, {}), person=waiting
            )
        except PasskeyRefused as error:
            return refused(request, error, reverse("second-factor" if waiting else "sign-in"))
        limits.succeeded(*tries)
        there = entering.destination(request) or entering.safe(
            request, request.POST.get("next", "")
        )
        return entering.let_in(request, person, there, methods=["hwk", "user", "mfa"])


def answer(request: HttpRequest) -> Any:
    """Return the passkey's answer, as the page's script put it into the form."""
    text = request.POST.get("credential", "")
    try:
        return json.loads(text) if len(text) <= LONGEST_ANSWER else None
    except ValueError:
        return None


def refused(request: HttpRequest, error: PasskeyRefused, back: str) -> HttpResponse:
    """Return the page that says that it did not work, and leads back."""
    context = {"detail": error.detail, "back": back}
    return render(request, "access/passkey_refused.html", context, status=400)

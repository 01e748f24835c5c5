"""The page on which people look after how they sign in: second factors and recovery codes."""

from typing import Any

import qrcode
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views import View
from django.views.decorators.cache import never_cache
from qrcode.image.svg import SvgPathImage

from accounts_service.access.actions import factors as verbs
from accounts_service.access.actions import passkeys
from accounts_service.access.actions.passwords import check_password
from accounts_service.access.errors import PasskeyRefused, WrongCode, WrongPassword
from accounts_service.access.selectors import factors
from accounts_service.access.views import entering
from accounts_service.access.views.limited import LimitedMixin
from accounts_service.access.views.second_factor import CEREMONY, answer, refused
from chassis.encryption import seal, unseal

SECRET = "new_app"  # noqa: S105


class PasswordForm(forms.Form):
    """The person's password, so that a screen left alone changes nothing."""

    password = forms.CharField(
        label="Your password",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, person: Any, needs_password: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not needs_password:
            del self.fields["password"]

    def clean_password(self) -> str:
        """Judge it; tries are limited like those at the sign-in page."""
        try:
            check_password(person=self.person, password=self.cleaned_data["password"])
        except WrongPassword as error:
            raise forms.ValidationError(error.detail) from error
        return ""


class AddAppForm(PasswordForm):
    """The first code of an authenticator app."""

    code = forms.CharField(
        label="Code of the app",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("code", "password")


class AddPasskeyForm(PasswordForm):
    """A passkey's name; the script adds what the passkey says."""

    name = forms.CharField(max_length=passkeys.LONGEST_NAME, initial="Passkey", required=False)
    field_order = ("name", "password")


@method_decorator(never_cache, "dispatch")
class PersonView(LimitedMixin, View):
    """A page for whoever is signed in, or has typed the password and must set up a factor."""

    for_those_who_wait = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find out whose page it is."""
        waiting = entering.who_waits(request) if self.for_those_who_wait else None
        # Who has a factor must show it: the password alone adds none.
        self.waits = waiting is not None and not factors.has_second_factor(waiting)
        self.person: Any = waiting if self.waits else request.user
        if not self.waits and not request.user.is_authenticated:
            return to_sign_in(request)
        return super().dispatch(request, *args, **kwargs)

    def form(self, kind: type[PasswordForm], data: Any = None) -> Any:
        """Return a form; who has just typed the password need not do so again."""
        return kind(data, person=self.person, needs_password=not self.waits)

    def done(self, words: str, *, methods: list[str]) -> HttpResponse:
        """Say that it is done; and let in who waited for this."""
        if not self.waits:
            messages.success(self.request, words)
            return redirect("security")
        there = entering.destination(self.request)
        return entering.let_in(self.request, self.person, there, methods=methods)


class SecurityView(PersonView):
    """What is set up."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        context = {
            "app": factors.code_app(self.person),
            "passkeys": [
                {"id": each.pk, "name": each.wrap().name, "last_used_at": each.last_used_at}
                for each in factors.passkeys(self.person)
            ],
            "codes_left": _codes_left(self.person),
            "needs_factor": factors.needs_second_factor(self.person),
        }
        return render(request, "access/security.html", context)


class FirstSecondFactorView(PersonView):
    """The installation asks for a second factor: choose one before going on."""

    for_those_who_wait = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Offer the choice."""
        return render(request, "access/first_second_factor.html")


class AddAppView(PersonView):
    """Set up an authenticator app."""

    for_those_who_wait = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a secret."""
        request.session[SECRET] = seal(verbs.new_secret())
        return self._page(self.form(AddAppForm))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let the app in, if it knows the secret."""
        if SECRET not in request.session:
            return redirect("add-app")
        form = self.form(AddAppForm, request.POST)
        if form.is_valid():
            try:
                verbs.add_code_app(
                    person=self.person, secret=self._secret, code=form.cleaned_data["code"]
                )
            except WrongCode as error:
                form.add_error("code", error.detail)
            else:
                del request.session[SECRET]
                return self.done("Your authenticator app is set up.", methods=["pwd", "otp", "mfa"])
        return self._page(form)

    @property
    def _secret(self) -> str:
        return unseal(self.request.session[SECRET])

    def _page(self, form: AddAppForm) -> HttpResponse:
        query = urlencode({"secret": self._secret, "issuer": "Kitroom"})
        address = f"otpauth://totp/Kitroom:{self.person.username}?{query}"
        picture = qrcode.make(address, image_factory=SvgPathImage, box_size=8).to_string(
            encoding="unicode"
        )
        context = {
            "form": form,
            "secret": " ".join(self._secret[i : i + 4] for i in range(0, len(self._secret), 4)),
            "address": address,
            "picture": mark_safe(picture),  # noqa: S308 -- made here, of digits
        }
        page = render(self.request, "access/add_app.html", context)
        return entering.led(page, entering.destination(self.request))


class AddPasskeyView(PersonView):
    """Set up a passkey. It is made in the browser: this page needs JavaScript."""

    for_those_who_wait = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        return self._page(self.form(AddPasskeyForm))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the passkey that the browser made."""
        form = self.form(AddPasskeyForm, request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            passkeys.add(
                person=self.person,
                name=form.cleaned_data["name"],
                answer=answer(request),
                state=request.session.pop(CEREMONY, {}),
            )
        except PasskeyRefused as error:
            return refused(request, error, reverse("add-passkey"))
        return self.done("Your passkey is set up.", methods=["pwd", "hwk", "mfa"])

    def _page(self, form: AddPasskeyForm) -> HttpResponse:
        page = render(self.request, "access/add_passkey.html", {"form": form})
        return entering.led(page, entering.destination(self.request))


class PasskeyOptionsView(PersonView):
    """What a browser needs to make a passkey."""

    for_those_who_wait = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return it."""
        options, state = passkeys.begin_adding(person=self.person)
        request.session[CEREMONY] = state
        return JsonResponse(options)


class RemoveFactorView(PersonView):
    """Remove a passkey or the authenticator app."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask for the password."""
        return self._page(self.form(PasswordForm), number)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Remove it."""
        form = self.form(PasswordForm, request.POST)
        if not form.is_valid():
            return self._page(form, number)
        verbs.remove(person=self.person, factor=self._factor(number))
        return self.done("It is removed.", methods=[])

    def _factor(self, number: int) -> Any:
        strong = factors.of(self.person).filter(type__in=factors.STRONG)
        return get_object_or_404(strong, pk=number)

    def _page(self, form: PasswordForm, number: int) -> HttpResponse:
        context = {"form": form, "factor": str(self._factor(number))}
        return render(self.request, "access/remove_factor.html", context)


class RecoveryCodesView(PersonView):
    """Make recovery codes; they are shown once, in the answer to the form."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the password."""
        return self._page(self.form(PasswordForm))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make and show them."""
        form = self.form(PasswordForm, request.POST)
        if not form.is_valid():
            return self._page(form)
        return self._page(form, codes=verbs.make_recovery_codes(person=self.person))

    def _page(self, form: PasswordForm, **context: Any) -> HttpResponse:
        if not factors.has_second_factor(self.person):
            return redirect("security")
        context |= {"form": form, "codes_left": _codes_left(self.person)}
        return render(self.request, "access/recovery_codes.html", context)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return the way to the sign-in page, and back here."""
    return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.path})}")


def _codes_left(person: Any) -> int:
    codes = factors.recovery_codes(person)
    return len(codes.wrap().get_unused_codes()) if codes else 0

"""The page where a person types the code that a device shows, and lets the device in or not."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import FormView

from accounts_service.access.actions import devices, limits
from accounts_service.access.models import SCOPES, Client
from accounts_service.access.selectors.devices import as_shown, waiting
from accounts_service.access.selectors.grants import narrowed
from accounts_service.access.views.limited import LimitedMixin

UNKNOWN = (
    "No device shows this code now. Compare it with the device; after ten minutes, "
    "or once it was used, begin again there."
)


class DeviceForm(forms.Form):
    """The code, as it is shown or as somebody types it."""

    user_code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Eight letters, as in WDJB-MJHT.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class DeviceView(LimitedMixin, LoginRequiredMixin, FormView):
    """First the code, then who asks for what; nothing is allowed by following a link."""

    form_class = DeviceForm
    template_name = "oauth2_provider/device/user_code.html"

    def get_initial(self) -> dict[str, Any]:
        """Fill in the code that the device's own address carries."""
        code = self.request.GET.get("user_code", "")
        return {"user_code": as_shown(code)} if code else {}

    def form_valid(self, form: DeviceForm) -> HttpResponse:
        """Ask about the device that shows the code, or do what was decided."""
        person: Any = self.request.user
        guess = (limits.DEVICE_CODE, limits.DEVICE_CODE_FROM)
        limits.spend(*guess, str(person.pk), person=person)
        grant = waiting(form.cleaned_data["user_code"])
        if grant is None:
            form.add_error("user_code", UNKNOWN)
            return self.form_invalid(form)
        limits.succeeded(*guess, str(person.pk))
        client = get_object_or_404(Client, client_id=grant.client_id)
        decision = self.request.POST.get("decision", "")
        if decision not in {"allow", "deny"}:
            return self._ask(client, grant)
        allow = decision == "allow"
        if not devices.decide(grant=grant, person=person, client=client, allow=allow):
            form.add_error("user_code", UNKNOWN)
            return self.form_invalid(form)
        return self._say("done", client=client, allowed=allow)

    def _ask(self, client: Client, grant: Any) -> HttpResponse:
        person: Any = self.request.user
        scopes = narrowed(grant.scope.split(), person=person, client=client)
        return self._say(
            "accept_deny",
            client=client,
            user_code=grant.user_code,
            scopes_descriptions=[SCOPES[scope] for scope in scopes],
        )

    def _say(self, page: str, **context: Any) -> HttpResponse:
        self.template_name = f"oauth2_provider/device/{page}.html"
        return self.render_to_response(context)

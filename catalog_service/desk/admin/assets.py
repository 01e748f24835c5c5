"""What the desk does with assets in their list of the admin."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timezone import now

from catalog_service.attachments.admin import AttachmentInline
from catalog_service.desk.actions import take_back_damaged
from catalog_service.gear.admin.assets import AssetAdmin
from catalog_service.gear.models import Asset, Status
from catalog_service.lending import actions
from catalog_service.lending.actions.loans import BROKEN
from catalog_service.lending.actions.repairs import FLOW as REPAIR
from chassis.admin.links import has_begun
from chassis.admin.on_page import PageActions, is_sure
from chassis.admin.resource import caller
from chassis.files.admin import small_picture
from chassis.sagas.models import Saga

DAMAGED = (
    "It is in quarantine: nobody gets it.",
    "Tasks have a repair task with what you say here, and the way to the photo.",
    "When that is done it is available again; if it is cancelled, it is retired.",
)
MOST = 100  # that the scan desk takes at once

admin.site.unregister(Asset)


class DamagedForm(forms.Form):
    """How something looked when it came back."""

    condition = forms.ChoiceField(choices=[(each, each.label) for each in BROKEN])
    note = forms.CharField(
        label="What is broken?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    photo = forms.FileField(required=False, help_text="A picture, for whoever repairs it.")


@admin.register(Asset)
class DeskAssetAdmin(PageActions, AssetAdmin):
    """The things themselves, and what the desk does with them."""

    change_verb = staticmethod(actions.change_asset)

    list_display: Any = (*AssetAdmin.list_display, "page", "picture")
    inlines: ClassVar[Any] = (AttachmentInline,)
    page_actions = ("hand_out", "take_back", "take_back_damaged", "retire")
    actions: Any = (*(AssetAdmin.actions or ()), *page_actions)

    def offered(self, row: Asset) -> tuple[str, ...]:
        """What is out comes back; what is not is handed out or retired."""
        if row.status == Status.ON_LOAN:
            return ("take_back", "take_back_damaged")
        return ("hand_out",) if row.status == Status.AVAILABLE else ()

    @admin.display(description="page")
    def page(self, asset: Asset) -> str:
        """Lead to what its label opens: who has it, and when it is free."""
        return format_html('<a href="{}">page</a>', reverse("asset-page", args=[asset.tag]))

    @admin.display(description="image")
    def picture(self, asset: Asset) -> SafeString | str:
        """Show what such things look like."""
        image = asset.product.image
        return small_picture(image, str(asset.product)) if image else "-"

    @admin.action(description="Hand out …")
    def hand_out(self, request: HttpRequest, queryset: "QuerySet[Asset]") -> HttpResponse | None:
        """Lead to the scan desk with the tags of the chosen: it asks to whom, and until when."""
        tags = list(queryset.order_by("tag").values_list("tag", flat=True)[: MOST + 1])
        if len(tags) > MOST:
            self.message_user(request, f"At most {MOST} at once.", messages.WARNING)
            return None
        asked = urlencode({"direction": "out", "tag": tags}, doseq=True)
        return HttpResponseRedirect(f"{reverse('desk')}?{asked}")

    @admin.action(description="Take back, in order")
    def take_back(self, request: HttpRequest, queryset: "QuerySet[Asset]") -> None:
        """Take the chosen back from whoever has them; each for itself."""
        ids = [str(pk) for pk in queryset.order_by("tag").values_list("pk", flat=True)]
        with transaction.atomic():
            scanned = actions.scan(direction="in", tags=ids, by=caller(request), at=now())
        for row in scanned:
            if row.code != actions.DONE:
                self.message_user(request, f"{row.asset}: {row.detail}", messages.WARNING)
        done = sum(row.code == actions.DONE for row in scanned)
        self.message_user(request, f"{done} taken back.", messages.SUCCESS)

    @admin.action(description="Take back damaged: quarantine it, and have it repaired")
    def take_back_damaged(
        self, request: HttpRequest, queryset: "QuerySet[Asset]"
    ) -> HttpResponse | None:
        """Take the chosen back as damaged, with what there is to say and a photo."""
        sent = (request.POST, request.FILES) if is_sure(request) else ()
        form = DamagedForm(*sent)
        if not form.is_valid():
            return self.ask(request, queryset, form, title="Take back damaged", does=DAMAGED)
        words = {"at": now(), **form.cleaned_data}
        ids = [str(pk) for pk in queryset.values_list("pk", flat=True)]
        self.for_each(request, queryset, take_back_damaged, **words)
        for saga in Saga.objects.open().filter(flow=REPAIR, subject__in=ids):
            self.message_user(request, has_begun(saga))
        return None

    @admin.action(description="Retire")
    def retire(self, request: HttpRequest, queryset: "QuerySet[Asset]") -> None:
        """Take the chosen out of use; all of them, or none if somebody has one."""
        self.for_each(request, queryset, actions.retire_asset, at=now())

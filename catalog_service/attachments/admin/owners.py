"""Files on the pages of products, kits and loans."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.safestring import SafeString

from catalog_service.attachments.models import Attachment
from catalog_service.gear.admin.products import ProductAdmin
from catalog_service.gear.models import Product
from catalog_service.lending.admin.kits import KitAdmin
from catalog_service.lending.admin.loans import LoanAdmin
from catalog_service.lending.models import Kit, Loan
from chassis.files.admin import KeptFileInline, small_picture

for owner in (Product, Kit, Loan):
    admin.site.unregister(owner)


class AttachmentInline(KeptFileInline):
    """The files of a row."""

    model = Attachment


class LoanPhotoInline(AttachmentInline):
    """How the assets of a loan looked."""

    fields = readonly_fields = ("preview", "asset", "moment", "created_by", "created_at")
    verbose_name_plural = "photos"

    def get_queryset(self, request: Any) -> Any:
        """Read the assets along."""
        return super().get_queryset(request).select_related("asset")


@admin.register(Product)
class PicturedProductAdmin(ProductAdmin):
    """Makes and models, with their picture."""

    list_display: Any = (*ProductAdmin.list_display, "picture")
    inlines: ClassVar[Any] = (*ProductAdmin.inlines, AttachmentInline)

    @admin.display(description="image")
    def picture(self, product: Product) -> SafeString | str:
        """Show its image."""
        return small_picture(product.image, str(product)) if product.image else "-"


@admin.register(Kit)
class FiledKitAdmin(KitAdmin):
    """What is lent together, with its files."""

    inlines: ClassVar[Any] = (*KitAdmin.inlines, AttachmentInline)


@admin.register(Loan)
class PicturedLoanAdmin(LoanAdmin):
    """What is out, and how it looked."""

    inlines: ClassVar[Any] = (*LoanAdmin.inlines, LoanPhotoInline)

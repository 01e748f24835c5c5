"""`seed_demo` hangs files on gear."""

from django.core.management import call_command

from catalog_service.attachments.models import Attachment
from catalog_service.gear.models import Product


def test_every_product_has_a_picture_and_an_open_loan_a_photo(db):
    call_command("seed_demo")

    assert not Product.objects.filter(image=None).exists()
    assert Attachment.objects.get(media_type="text/plain").product
    assert Attachment.objects.get(loan__isnull=False).moment == "out"

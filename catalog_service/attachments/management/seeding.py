"""Hang the demo's files on its gear: a picture for each product, a manual, a photo of a loan."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from catalog_service.attachments import actions
from catalog_service.attachments.models import Moment
from catalog_service.gear.models import Product
from catalog_service.lending.models import LoanLine
from chassis.auth import Caller

SIZE, MARGIN, LETTERS = (480, 360), 24, 34
COLOURS = ("#2f4858", "#33658a", "#55624c", "#6d597a", "#8a5a44", "#3d5a80")
MANUAL = "Charge it before it goes out.\nWipe it when it comes back.\nReport what is missing.\n"


def seed_files(*, by: Caller) -> None:
    """Give every product a picture, the first one a manual, and an open loan a photo."""
    products = list(Product.objects.order_by("title"))
    for number, product in enumerate(products):
        file = ContentFile(card(product.title, COLOURS[number % len(COLOURS)]), "picture.png")
        row = actions.attach(by=by, file=file, product=product)
        actions.make_image(attachment=row, by=by)
    manual = ContentFile(MANUAL.encode(), "Before and after.txt")
    actions.attach(by=by, file=manual, product=products[0])
    line = LoanLine.objects.out().select_related("asset", "loan").order_by("pk").first()
    if line:
        photo = ContentFile(card(f"{line.asset.tag} as it went out", "#444"), "out.png")
        shown = {"asset": line.asset, "loan": line.loan, "moment": Moment.OUT}
        actions.attach(by=by, file=photo, **shown)


def card(words: str, colour: str) -> bytes:
    """Return a picture that says what it is of."""
    picture = Image.new("RGB", SIZE, colour)
    font = ImageFont.load_default(LETTERS)
    lines = words.replace(" ", "\n", 1)
    ImageDraw.Draw(picture).text((MARGIN, SIZE[1] // 3), lines, fill="white", font=font)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()

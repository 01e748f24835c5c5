"""Documents as PDF."""

from io import BytesIO

import pypdfium2
import zxingcpp

from chassis.paper.documents import Chart, Document, Table, draw


def drawn(**words):
    file = BytesIO()
    draw(file, Document(**{"title": "Form", "facts": (), "tables": (), **words}))
    return pypdfium2.PdfDocument(file.getvalue())


def text_of(page):
    return " ".join(page.get_textpage().get_text_bounded().split())


def test_it_says_what_it_is_given_and_shows_no_markup():
    table = Table(
        "All <b>", ("Tag", "What"), (1, 2), [("A & B", "<font>x</font>"), ("Käfig", "中")]
    )

    [page] = drawn(facts=[("Who", "Łukasz\nÜ")], tables=[table], to_sign=("Here", "There"))

    text = text_of(page)
    for said in ("Form", "Who", "Łukasz Ü", "All <b>", "A & B", "<font>x</font>", "Käfig", "?"):
        assert said in text
    assert "Here There" in text


def test_a_code_leads_to_its_address():
    [page] = drawn(address="https://kit.example/loans/1/")

    [code] = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    assert code.text == "https://kit.example/loans/1/"


def test_a_long_table_goes_on_with_its_heads_and_an_empty_one_says_so():
    rows = [(f"T-{number}", "x" * 300) for number in range(60)]

    pages = drawn(
        tables=[Table("None of these", ("A",), (1,), []), Table("T", ("Tag", "W"), (1, 2), rows)]
    )

    assert len(pages) > 2
    assert "None." in text_of(pages[0])
    texts = [text_of(page) for page in pages]
    assert all("Tag" in text for text in texts)
    assert all(f"Form {number}" in text for number, text in enumerate(texts, 1))
    assert all(sum(f"{tag} " in text for text in texts) == 1 for tag, _ in rows)


def test_a_chart_shows_bars_with_their_names_and_nothing_where_all_are_zero():
    [page] = drawn(charts=[Chart("By day", ("Mo", "Tu"), (3, 1)), Chart("Empty", ("Mo",), (0,))])

    text = text_of(page)
    for said in ("By day", "Mo", "Tu", "Empty", "None."):
        assert said in text

"""What is found out about a file, and what was told instead."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catalog_service.gear.models import Asset
from catalog_service.imports import actions
from catalog_service.imports.actions.looking import Told, look
from catalog_service.imports.models import Import
from catalog_service.tests.imports.conftest import Steps, table
from chassis.tables.delimiters import DELIMITERS

HEADER = ["tag", "manufacturer", "model", "notes"]
quickly = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"),
    max_size=12,
)


def found(content, kind="assets", **told):
    return look(kind=kind, file=ContentFile(content), told=Told(**told))


def written(rows, delimiter, end="\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([HEADER, *rows])
    return out.getvalue()


@quickly
@given(
    rows=st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=5),
    delimiter=st.sampled_from(list(DELIMITERS.values())),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_is_found_out_however_it_is_written(rows, delimiter, end, encoding):
    assume(any(cell.strip() for row in rows for cell in row))

    what = found(written(rows, delimiter, end).encode(encoding))

    assert (what.delimiter, what.format) == (delimiter, "csv")
    assert what.encoding == encoding.removesuffix("-sig")
    assert [column["field"] for column in what.columns] == HEADER


def test_dates_that_can_be_read_either_way_but_mean_one_day_are_no_matter(run):
    content = table(("tag", "manufacturer", "model", "purchase_date"), ("A", "N", "M", "2/2/23"))

    assert run(content, "assets")["notices"] == []


def test_what_is_told_wins(run):
    content = "tag;notes;manufacturer;model\nA-1;Malm\xf6;N;M\n".encode("latin-1")

    run(content, "assets", encoding="latin-1", delimiter="semicolon", format="csv")

    row = Import.objects.get()
    assert row.options == {"encoding": "latin-1", "delimiter": "semicolon", "format": "csv"}
    assert (row.found["encoding"], Asset.objects.get().notes) == ("latin-1", "Malmö")


def test_a_mapping_names_columns_and_leaves_some_out(run):
    content = table(
        ("Nummer", "Hersteller", "Typ", "Notes", "Model"), ("1", "N", "M", "secret", "ignored")
    )
    mapping = '{"Nummer": "tag", "Hersteller": "manufacturer", "Typ": "model", "Notes": null}'

    run(content, "assets", mapping=mapping)

    asset = Asset.objects.get()
    reasons = {c["column"]: c["reason"] for c in Import.objects.get().found["columns"]}
    assert (asset.tag, asset.product.title, asset.notes) == ("1", "N M", "")
    assert reasons["Notes"] == "The mapping leaves it out."
    assert reasons["Model"] == "model is read from the column 'Typ'."


@pytest.mark.parametrize(
    ("values", "style", "first"),
    [
        (["1/2/23", "1/23/23"], "mdy", date(2023, 1, 2)),
        (["1/2/23", "23/1/23"], "dmy", date(2023, 2, 1)),
        (["1.2.2023", "3.4.2023"], "dmy", date(2023, 2, 1)),
        (["31.12.1999", "2023-05-06"], "dmy", date(1999, 12, 31)),
        (["2023-01-31", "2024-02-29"], "ymd", date(2023, 1, 31)),
        (["1/31/23 10:30", "12/31/68"], "mdy", date(2023, 1, 31)),
    ],
)
def test_all_dates_together_tell_their_style(run, values, style, first):
    rows = [(f"A-{n}", "N", "M", value) for n, value in enumerate(values)]

    report = run(table(("tag", "manufacturer", "model", "purchase_date"), *rows), "assets")

    assert Import.objects.get().found["date_style"] == style
    assert (report["failed"], Asset.objects.get(tag="A-0").purchase_date) == (0, first)
    ambiguous = {"1.2.2023"} & set(values)
    assert [notice["code"] for notice in report["notices"]] == ["ambiguous_dates"] * len(ambiguous)


def test_dates_that_can_mean_two_days_are_told_of(run):
    content = table(("tag", "manufacturer", "model", "purchase_date"), ("A", "N", "M", "1/2/23"))

    (notice,) = run(content, "assets")["notices"]
    told = run(content, "assets", date_style="dmy")

    assert "1/2/23" in notice["detail"]
    assert "date_style=dmy" in notice["detail"]
    assert (told["notices"], Asset.objects.get().purchase_date) == ([], date(2023, 2, 1))


@pytest.mark.parametrize(
    ("values", "mark", "first"),
    [
        (["1.234,56", "7,5"], ",", "1234.56"),
        (["1,234.56", "7.5"], ".", "1234.56"),
        (["€ 12,50"], ",", "12.50"),
        (["1200", "5"], ".", "1200.00"),
        (["12.50 EUR"], ".", "12.50"),
        (["1'234.50"], ".", "1234.50"),
    ],
)
def test_all_numbers_together_tell_their_decimal_mark(run, values, mark, first):
    rows = [(f"A-{n}", "N", "M", value) for n, value in enumerate(values)]

    run(table(("tag", "manufacturer", "model", "cost"), *rows, delimiter=";"), "assets")

    assert Import.objects.get().found["decimal"] == mark
    assert Asset.objects.get(tag="A-0").purchase_cost == Decimal(first)


@pytest.mark.parametrize(
    ("values", "doubtful", "cost"),
    [
        (["1,234"], "1,234", "1234"),
        (["1.234", "5"], "1.234", "1.23"),
        (["€ 12.000"], "€ 12.000", "12"),
        (["1,234", "7.50"], "", "1234"),
        (["1.234", "7,50"], "", "1234"),
        (["1,234,567"], "", "1234567"),
        (["0.125"], "", "0.13"),
        (["1234"], "", "1234"),
    ],
)
def test_numbers_that_can_be_a_thousand_times_as_much_are_told_of(run, values, doubtful, cost):
    rows = [(f"A-{n}", "N", "M", value) for n, value in enumerate(values)]
    content = table(("tag", "manufacturer", "model", "cost"), *rows, delimiter=";")

    notices = run(content, "assets")["notices"]

    assert [notice["code"] for notice in notices] == ["ambiguous_decimal"] * bool(doubtful)
    assert all(f"such as {doubtful} can" in notice["detail"] for notice in notices)
    assert Asset.objects.get(tag="A-0").purchase_cost == Decimal(cost)


def test_a_decimal_mark_that_is_told_and_json_leave_no_doubt(run):
    content = table(
        ("tag", "manufacturer", "model", "cost"), ("A", "N", "M", "1.234"), delimiter=";"
    )

    told = run(content, "assets", decimal=",")
    json = run(b'{"manufacturer": "N", "model": "M", "weight": 1.234}\n', "products")

    assert (told["notices"], json["notices"]) == ([], [])
    assert Asset.objects.get().purchase_cost == 1234


def test_a_guessed_encoding_is_told_at_once_and_in_the_report(send, run):
    content = table(("tag", "manufacturer", "model"), ("A", "Мария", "M")).decode().encode("cp1251")

    (notice,) = send(content, "gear.csv", kind="assets").json()["found"]["notices"]
    reports = run(content, "assets"), run(content, "assets", encoding="cp1252")

    assert notice["code"] == "guessed_encoding"
    assert "read as cp1252, which is a guess: line 2 says 'Ìàðèÿ'" in notice["detail"]
    assert [report["notices"] for report in reports] == [[notice], []]


def test_a_guess_is_told_once_however_often_an_import_is_tried(start):
    row = start(table(("tag", "manufacturer", "model"), ("A", "Ö", "M")).decode().encode("cp1252"),
                "assets")  # fmt: skip

    for _ in range(2):
        report = actions.run_import(import_id=str(row.id), progress=Steps())

    assert [notice["code"] for notice in report["notices"]] == ["guessed_encoding"]


def test_a_file_that_is_nearly_utf8_is_refused_unless_its_encoding_is_told(send, refused):
    content = table(("tag", "manufacturer", "model"), ("A", "Malmö, Åsa", "M")) + b"B,M\xf6lle,M\n"

    body = refused(send(content, "gear.csv", kind="assets"), 400, "not_utf8")
    told = send(content, "gear.csv", kind="assets", encoding="cp1252")

    assert body["errors"][0]["detail"].startswith("Line 3 is not UTF-8 text. Most of the file is")
    assert (told.status_code, told.json()["found"]["notices"]) == (202, [])


def test_letters_that_were_saved_twice_are_told_of(run):
    content = table(("tag", "manufacturer", "model"), ("A", "Saint-Ã‰tienne", "M"))

    (notice,) = run(content, "assets")["notices"]

    assert notice["code"] == "garbled_letters"
    assert "Saint-Ã‰tienne" in notice["detail"]


STYLES = {
    "ymd": ("%Y-%m-%d", "%Y/%m/%d"),
    "mdy": ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d"),
    "dmy": ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y", "%Y.%m.%d"),
}


@quickly
@given(data=st.data(), day=st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_a_day_is_read_back_as_it_was_written(db, data, day):
    style = data.draw(st.sampled_from(list(STYLES)))
    said = day.strftime(data.draw(st.sampled_from(STYLES[style])))

    assert _day(said, style) == day


@quickly
@given(
    said=st.one_of(
        st.text(max_size=12), st.from_regex(r"\A[0-9]{1,4}[-/.][0-9]{1,3}[-/.][0-9]{0,5}\Z")
    )
)
def test_what_is_no_day_is_none_and_breaks_nothing(db, said):
    assume("\0" not in said)
    day = _day(said, "mdy")

    assert day is None or day in {
        _parsed(said, form) for form in ("%Y-%m-%d", "%m-%d-%Y", "%m-%d-%y")
    }


@quickly
@given(said=st.text(max_size=20), number=st.decimals(-(10**9), 10**9, places=2))
def test_a_number_is_read_back_and_what_is_none_breaks_nothing(db, said, number):
    assume("\0" not in said)

    assert _ask("SELECT imports_amount(%s, '.')", f"{number:,}") == number
    assert _ask("SELECT imports_amount(%s, ',')", str(number).replace(".", ",")) == number
    _ask("SELECT imports_amount(%s, '.')", said)


def _day(said, style):
    return _ask("SELECT imports_day(%s, %s)", said, style)


def _ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def _parsed(said, form):
    plain = said.split(" ")[0].split("T")[0].replace("/", "-").replace(".", "-")
    try:
        return datetime.strptime(plain, form).date()  # noqa: DTZ007
    except ValueError:
        return None

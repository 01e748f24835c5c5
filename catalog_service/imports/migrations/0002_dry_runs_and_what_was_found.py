"""Columns for what is told and found, and functions that read dates and numbers without failing.

A cast that fails would take the whole statement with it; these return NULL instead.
"""

from django.db import migrations, models

# Without regular expressions, which take most of the time that a million of dates takes.
DAY = r"""
CREATE FUNCTION imports_day(said text, style text) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    bare text := said;
    mark text := '-';
    first text; second text; third text;
    y integer; m integer; d integer; days integer;
BEGIN
    IF position(':' IN bare) > 0 THEN -- the time of the day is not ours
        bare := split_part(split_part(bare, ' ', 1), 'T', 1);
    END IF;
    IF position('/' IN bare) > 0 THEN
        mark := '/';
    ELSIF position('.' IN bare) > 0 THEN
        mark := '.';
        bare := replace(bare, '. ', '.');
    END IF;
    first := split_part(bare, mark, 1);
    second := split_part(bare, mark, 2);
    third := substr(bare, length(first) + length(second) + 3);
    IF translate(first || second || third, '0123456789', '') <> ''
       OR length(first) = 0 OR length(second) NOT IN (1, 2) THEN
        RETURN NULL;
    END IF;
    IF length(first) = 4 AND length(third) IN (1, 2) THEN -- 2023-01-31 can mean only one day
        y := first; m := second; d := third;
    ELSIF length(first) > 2 OR length(third) NOT IN (2, 4) OR style = 'ymd' THEN
        RETURN NULL;
    ELSE
        y := third;
        IF length(third) = 2 THEN -- as POSIX has it: 68 is 2068, 69 is 1969
            y := y + CASE WHEN y < 69 THEN 2000 ELSE 1900 END;
        END IF;
        IF style = 'mdy' THEN
            m := first; d := second;
        ELSE
            d := first; m := second;
        END IF;
    END IF;
    IF y < 1900 OR y > 2199 OR m < 1 OR m > 12 OR d < 1 THEN
        RETURN NULL;
    END IF;
    days := CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31
                 WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END;
    RETURN CASE WHEN d <= days THEN make_date(y, m, d) END;
END
$$
"""

AMOUNT = r"""
CREATE FUNCTION imports_amount(said text, decimal_mark text) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    bare text;
BEGIN
    IF decimal_mark = '.' AND length(said) <= 12 AND said NOT IN ('', '.')
       AND translate(said, '0123456789', '') IN ('', '.') THEN -- the usual, without a pattern
        RETURN said::numeric;
    END IF;
    bare := regexp_replace(said, '^[$€£¥]\s*|\s*[$€£¥]$|^[A-Z]{3}\s+|\s+[A-Z]{3}$', '');
    IF decimal_mark = ',' THEN
        bare := translate(bare, '.,', ',.');
    END IF;
    IF bare ~ '^-?\d{1,3}([,'' \u00a0\u202f]\d{3}){1,3}(\.\d{1,6})?$' THEN
        bare := translate(bare, E',\' \u00a0\u202f', '');
    END IF;
    RETURN CASE WHEN bare ~ '^-?\d{1,12}(\.\d{1,6})?$' THEN bare::numeric END;
END
$$
"""


ALL_WERE_JSON = """
UPDATE imports_import SET found = '{
    "format": "jsonl", "encoding": "utf-8", "line_ends": "LF", "delimiter": null, "columns": []
}'
"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.RunSQL(DAY, "DROP FUNCTION imports_day(text, text)"),
        migrations.RunSQL(AMOUNT, "DROP FUNCTION imports_amount(text, text)"),
        migrations.RemoveConstraint("import", "an_import_has_a_known_kind"),
        migrations.AddField(
            "import", "done_through", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.AddField(
            "import",
            "dry_run",
            models.BooleanField(default=False, help_text="Try everything and change nothing."),
        ),
        migrations.AddField(
            "import",
            "found",
            models.JSONField(default=dict, help_text="What was found out about the file."),
        ),
        migrations.AddField(
            "import",
            "options",
            models.JSONField(default=dict, help_text="What the sender told of the file."),
        ),
        migrations.AlterField(
            "import",
            "kind",
            models.CharField(choices=[("products", "Products"), ("assets", "Assets")], max_length=20),
        ),
        migrations.AlterField(
            "import",
            "lines",
            models.PositiveIntegerField(default=0, help_text="Rows that are not blank."),
        ),
        migrations.AddConstraint(
            "import",
            models.CheckConstraint(
                condition=models.Q(("kind__in", ["products", "assets"])),
                name="an_import_has_a_known_kind",
            ),
        ),
        migrations.RunSQL(ALL_WERE_JSON, migrations.RunSQL.noop),
    ]

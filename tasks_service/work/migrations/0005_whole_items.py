"""Items of checklists are whole: a change could leave out what they say, and whether it is done."""

from django.db import migrations

WHOLE = """
    UPDATE work_task SET checklist = (
        SELECT jsonb_agg(
            jsonb_build_object(
                'text', COALESCE(item ->> 'text', '-'),
                'is_done', COALESCE((item ->> 'is_done')::boolean, FALSE)
            ) ORDER BY number
        )
        FROM jsonb_array_elements(checklist) WITH ORDINALITY AS items (item, number)
    )
    WHERE checklist <> '[]' AND EXISTS (
        SELECT FROM jsonb_array_elements(checklist) AS item
        WHERE NOT item ?& ARRAY['text', 'is_done']
    )
"""


class Migration(migrations.Migration):
    """Give those of tasks what they lack."""

    dependencies = [("work", "0004_timers")]

    operations = [migrations.RunSQL(WHOLE, migrations.RunSQL.noop)]

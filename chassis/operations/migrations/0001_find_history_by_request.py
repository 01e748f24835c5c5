"""Let a trace find the history of a request by its id, however long the history is."""

from django.db import migrations

CREATE = (
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS history_by_request"
    " ON pghistory_context ((metadata -> 'request_id'))"
)


class Migration(migrations.Migration):
    atomic = False  # so that writes go on while the index is made
    dependencies = [("pghistory", "0007_auto_20250421_0444")]
    operations = [
        migrations.RunSQL(CREATE, reverse_sql="DROP INDEX IF EXISTS history_by_request"),
    ]

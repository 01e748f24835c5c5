from django.db import migrations

# Whoever comes too late lets go of the lock in the same moment, and not when they have heard of it.
LOCK = """
    CREATE FUNCTION lending_lock_if_free(
        assets uuid[], own bigint[], begin_at timestamptz, end_at timestamptz
    ) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM gear_asset WHERE id = ANY(assets) ORDER BY id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT FROM lending_hold
            WHERE asset_id = ANY(assets) AND id <> ALL(own)
              AND starts_at < end_at AND ends_at > begin_at
        ) THEN
            RAISE EXCEPTION 'Somebody came first.' USING
                ERRCODE = 'exclusion_violation', CONSTRAINT = 'no_asset_is_promised_twice';
        END IF;
    END
    $$;
"""


class Migration(migrations.Migration):
    dependencies = [("lending", "0004_when_and_how_it_is_lent")]

    operations = [
        migrations.RunSQL(
            LOCK,
            "DROP FUNCTION lending_lock_if_free(uuid[], bigint[], timestamptz, timestamptz)",
        )
    ]

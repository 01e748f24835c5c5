"""Put many locations at once: what is new is made, the rest left alone."""

from django.db import connection, transaction

from catalog_service.gear.actions.bulk_names import ensure_locations
from catalog_service.gear.actions.bulk_products import Outcome
from catalog_service.gear.actions.bulk_rows import one_at_a_time
from chassis.auth import Caller


@transaction.atomic
def put_locations(*, by: Caller) -> Outcome:
    """Make the locations that the rows of `arriving_locations` name, inside of no other."""
    one_at_a_time()
    created = ensure_locations("arriving_locations", "location")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM arriving_locations")
        (rows,) = cursor.fetchone()
    return Outcome(created, 0, rows - created)

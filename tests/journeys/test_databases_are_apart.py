"""Each service has its own database, and its role cannot connect to another's."""

import psycopg2
import pytest

SERVICES = ("accounts", "tasks", "catalog")


def address(system, service):
    return (system.run / "secrets" / f"{service}-database-url").read_text().strip()


@pytest.mark.parametrize("service", SERVICES)
def test_a_role_connects_to_its_own_database(system, service):
    with psycopg2.connect(address(system, service)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, current_database(), usesuper FROM pg_user "
            "WHERE usename = current_user"
        )

        assert cursor.fetchone() == (service, service, False)
    connection.close()


@pytest.mark.parametrize(
    ("service", "other"),
    [(one, other) for one in SERVICES for other in (*SERVICES, "postgres") if one != other],
)
def test_a_role_cannot_connect_to_anothers_database(system, service, other):
    foreign = address(system, service).rpartition("/")[0] + f"/{other}"

    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        psycopg2.connect(foreign)

"""The environment variables that tests find: settings of every service, on the private engines."""

import base64
import os
import secrets as random
from collections.abc import Mapping

from stack import secrets, service_environment
from stack.engines.find import Engines
from stack.settings import Settings


def of_systems(settings: Settings, engines: Engines) -> dict[str, str]:
    """A system that a test starts uses the engines that were found already.

    Without bytecode on disk each of its processes would compile our modules and tests anew.
    """
    unwanted = ("KITROOM_PUBLIC_URL", "PYTHONDONTWRITEBYTECODE")
    inherited = {name: text for name, text in os.environ.items() if name not in unwanted}
    return {
        **inherited,
        "PATH": f"{settings.venv / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(settings.root),
        "KITROOM_POSTGRES_BIN": str(engines.postgres.binary.parent),
        "KITROOM_REDIS_BIN": str(engines.redis.binary),
        "KITROOM_NGINX_BIN": str(engines.nginx.binary),
    }


def of_suites(settings: Settings, engines: Engines) -> dict[str, str]:
    """Every service's settings, as a superuser of the private PostgreSQL."""
    return {
        **of_systems(settings, engines),
        "KITROOM_TEST_DATABASE_URL": f"{_database_url(settings)}/postgres",
        "KITROOM_TEST_REDIS_URL": _redis_url(settings),
        "KITROOM_PUBLIC_URL": "http://testserver",
        "KITROOM_INTERNAL_URL": "http://127.0.0.1:1",  # nobody is there
        "KITROOM_INSTANCE": "test",
        "KITROOM_HEARTBEAT_FILE": str(settings.run / "heartbeat" / "test"),
        **_of_service(settings, "chassis"),
        **_of_registered(settings),
    }


def _of_registered(settings: Settings) -> Mapping[str, str]:
    variables: dict[str, str] = {}
    for service in settings.registry:
        variables |= _of_service(settings, service.name)
        variables |= service_environment.own(settings, service)
    return variables


def _of_service(settings: Settings, name: str) -> Mapping[str, str]:
    upper = name.upper()
    return {
        f"{upper}_SECRET_KEY": random.token_urlsafe(50),
        f"{upper}_ENCRYPTION_KEYS": base64.urlsafe_b64encode(random.token_bytes(32)).decode(),
        f"{upper}_BLIND_INDEX_SECRET": random.token_urlsafe(48),
        f"{upper}_GATEWAY_SECRET": random.token_urlsafe(48),
        f"{upper}_CLIENT_SECRET": random.token_urlsafe(48),
        f"{upper}_DATABASE_URL": f"{_database_url(settings)}/{name}",
        f"{upper}_BROKER_URL": f"{_redis_url(settings)}/0",
        f"{upper}_EVENTS_URL": f"{_redis_url(settings)}/8",
        f"{upper}_STATIC_ROOT": str(settings.run / "static" / name),
        f"{upper}_MEDIA_ROOT": str(settings.run / "media" / name),
    }


def _database_url(settings: Settings) -> str:
    password = secrets.read(settings, "postgres-password")
    return f"postgres://postgres:{password}@127.0.0.1:{settings.registry.postgres_port}"


def _redis_url(settings: Settings) -> str:
    password = secrets.read(settings, "redis-password")
    return f"redis://:{password}@127.0.0.1:{settings.registry.redis_port}"

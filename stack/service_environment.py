"""The environment variables that a process of a service gets."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from gateway.render import IDENTITY_SERVICE
from stack import secrets
from stack.registry import Service
from stack.settings import Settings

# Two arenas instead of eight for each core: threads here are few, and memory is what is short.
LEAN = {"MALLOC_ARENA_MAX": "2", "PYTHONUNBUFFERED": "1"}

# Services ask their neighbour, not the world: keys must not go out through a proxy and back in.
JWKS_PATH = "/accounts/o/.well-known/jwks.json"


def of(settings: Settings, service: Service, instance: str) -> dict[str, str]:
    """Everything a process of this service finds in its environment."""
    upper = service.name.upper()
    return {
        **_inherited(service),
        **LEAN,
        "PATH": f"{settings.venv / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(settings.root),
        "DJANGO_SETTINGS_MODULE": f"{service.package}.settings",
        f"{upper}_SECRET_KEY_FILE": str(settings.secrets / f"{service.name}-secret-key"),
        f"{upper}_ENCRYPTION_KEYS_FILE": str(settings.secrets / f"{service.name}-encryption-keys"),
        f"{upper}_BLIND_INDEX_SECRET_FILE": str(
            settings.secrets / f"{service.name}-blind-index-secret"
        ),
        f"{upper}_DATABASE_URL_FILE": str(settings.secrets / f"{service.name}-database-url"),
        **{
            f"{upper}_{use.upper()}_URL_FILE": str(settings.secrets / f"{service.name}-{use}-url")
            for use in service.redis
        },
        f"{upper}_CLIENT_SECRET_FILE": str(secrets.service_clients(settings) / service.name),
        f"{upper}_STATIC_ROOT": str(settings.run / "static" / service.name),
        f"{upper}_MEDIA_ROOT": str(media(settings, service)),
        "KITROOM_PUBLIC_URL": settings.public_url,
        "KITROOM_INTERNAL_URL": settings.internal_url,
        "KITROOM_SERVICES": " ".join(settings.registry.names),
        "KITROOM_JWKS_URL": f"{settings.internal_url}{JWKS_PATH}",
        "KITROOM_ALLOWED_HOSTS": _allowed_hosts(settings),
        "KITROOM_INSTANCE": instance,
        "KITROOM_HEARTBEAT_FILE": str(heartbeat(settings, instance)),
        "KITROOM_DEMO_PASSWORD_FILE": str(settings.secrets / "demo-password"),
        **_of_identity(settings, service),
        **own(settings, service),
    }


def own(settings: Settings, service: Service) -> dict[str, str]:
    """What services.toml adds for this service alone."""
    return {
        name: text.format(
            secrets=settings.secrets, run=settings.run, media=media(settings, service)
        )
        for name, text in service.env.items()
    }


def _of_identity(settings: Settings, service: Service) -> dict[str, str]:
    """How accounts, and nobody else, knows the gateway."""
    if service.name != IDENTITY_SERVICE:
        return {}
    return {f"{service.name.upper()}_GATEWAY_SECRET_FILE": str(settings.secrets / secrets.GATEWAY)}


def media(settings: Settings, service: Service) -> Path:
    """Where the service keeps uploaded files."""
    return settings.media / service.name


def heartbeat(settings: Settings, instance: str) -> Path:
    """The file that a process without a port touches to show that it lives."""
    return settings.heartbeats / instance


def _allowed_hosts(settings: Settings) -> str:
    """Beside the public address: those that the terminal names, and where the gateway listens."""
    own = urlsplit(settings.gateway_url).netloc.rpartition(":")[0]
    return f"{os.environ.get('KITROOM_ALLOWED_HOSTS', '')} {own}".strip()


def _inherited(service: Service) -> dict[str, str]:
    """What the terminal has, but for settings of the service: a value would beat our file.

    Without bytecode on disk every process would compile 1,400 modules, for 3 s and 10 MB.
    """
    words = "SECRET DATABASE BROKER EVENTS CLIENT ENCRYPTION BLIND GATEWAY"
    ours = tuple(f"{service.name.upper()}_{word}_" for word in words.split())
    unwanted = (*ours, "PYTHONDONTWRITEBYTECODE")
    return {name: text for name, text in os.environ.items() if not name.startswith(unwanted)}

"""Generated passwords and keys: files that only this user reads, never values in an environment."""

import base64
import secrets
from pathlib import Path

from stack import private_files
from stack.errors import StackError
from stack.settings import Settings

PUT_BACK = "put the file back from a backup, or give all data up: python3 manage.py reset"
GATEWAY = "gateway-secret"  # how accounts knows the gateway


def ensure(settings: Settings) -> None:
    """Make every secret that does not exist yet."""
    for path in lost_keys(settings):
        raise StackError(lost(path), remedy=PUT_BACK)
    settings.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("postgres-password", "redis-password"):
        _generate(settings.secrets / name, secrets.token_urlsafe(24))
    _generate(settings.secrets / "demo-password", readable_password())
    _generate(settings.secrets / GATEWAY, secrets.token_urlsafe(48))
    service_clients(settings).mkdir(mode=0o700, exist_ok=True)
    for service in settings.registry:
        _generate(service_clients(settings) / service.name, secrets.token_urlsafe(48))
        _generate(settings.secrets / f"{service.name}-secret-key", secrets.token_urlsafe(50))
        _generate(settings.secrets / f"{service.name}-database-password", secrets.token_urlsafe(24))
        _generate(settings.secrets / f"{service.name}-encryption-keys", _encryption_key())
        _generate(
            settings.secrets / f"{service.name}-blind-index-secret", secrets.token_urlsafe(48)
        )
    _write_addresses(settings)


def lost_keys(settings: Settings) -> list[Path]:
    """The files of keys that are gone while there is a database that was written with them."""
    if not (settings.run / "postgres" / "data").exists():
        return []
    paths = [
        settings.secrets / f"{name}-encryption-keys"
        for name in settings.registry.names
        if (settings.secrets / f"{name}-database-password").exists()
    ]
    return [path for path in paths if not path.exists()]


def lost(path: Path) -> str:
    """What a lost file of keys means; another one would not open what is stored."""
    return f"{path} is gone: without it nothing that is stored encrypted can be read."


def read(settings: Settings, name: str) -> str:
    """The value of a secret."""
    return (settings.secrets / name).read_text(encoding="utf-8")


def service_clients(settings: Settings) -> Path:
    """The folder of the secrets with which services ask for tokens, each file named for one."""
    return settings.secrets / "service-clients"


def database_passwords(settings: Settings) -> dict[str, str]:
    """The password of each service's role, by the name of the service."""
    return {name: read(settings, f"{name}-database-password") for name in settings.registry.names}


def readable_password() -> str:
    """A password that a person can copy from a screen: 60 bits, without look-alikes."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _encryption_key() -> str:
    """A key of Fernet: what is stored encrypted is lost without it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _generate(path: Path, value: str) -> None:
    if not path.exists():
        private_files.write(path, value)


def _write_addresses(settings: Settings) -> None:
    """The addresses carry passwords and ports; ports may change between two starts."""
    ports, redis_password = settings.registry, read(settings, "redis-password")
    for service in settings.registry:
        name, password = service.name, read(settings, f"{service.name}-database-password")
        private_files.write(
            settings.secrets / f"{name}-database-url",
            f"postgres://{name}:{password}@127.0.0.1:{ports.postgres_port}/{name}",
        )
        for use, number in service.redis.items():
            private_files.write(
                settings.secrets / f"{name}-{use}-url",
                f"redis://:{redis_password}@127.0.0.1:{ports.redis_port}/{number}",
            )
    private_files.write(
        settings.secrets / "pgpass",
        f"127.0.0.1:{ports.postgres_port}:*:postgres:{read(settings, 'postgres-password')}\n",
    )

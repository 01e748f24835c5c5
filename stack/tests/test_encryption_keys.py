"""The keys of what is stored encrypted: made once, and never again over a database."""

import pytest

from stack import secrets
from stack.doctor import obstacles
from stack.errors import StackError


def test_each_service_has_keys_and_a_secret_of_its_index_which_stay(settings):
    secrets.ensure(settings)
    names = ("accounts-encryption-keys", "accounts-blind-index-secret")
    before = [secrets.read(settings, name) for name in names]

    secrets.ensure(settings)

    assert [secrets.read(settings, name) for name in names] == before
    for name in names:
        assert (settings.secrets / name).stat().st_mode & 0o777 == 0o600


def test_keys_that_are_gone_are_not_replaced_while_there_is_a_database(settings):
    secrets.ensure(settings)
    (settings.run / "postgres" / "data").mkdir(parents=True)
    path = settings.secrets / "accounts-encryption-keys"
    path.unlink()

    with pytest.raises(StackError, match="accounts-encryption-keys is gone"):
        secrets.ensure(settings)
    assert not path.exists()
    (cause,) = obstacles.lost_keys(settings)
    assert (cause.name, cause.remedy) == ("keys-lost", secrets.PUT_BACK)

"""Fields whose values are stored encrypted."""

import pytest
from django.core.exceptions import FieldError, ValidationError

from chassis.encryption.fields import EncryptedCharField, EncryptedEmailField, EncryptedTextField
from chassis.encryption.sealing import is_sealed


def test_a_value_is_sealed_on_its_way_there_and_opened_on_its_way_back():
    field = EncryptedTextField()
    stored = field.get_prep_value("a text")

    assert is_sealed(stored)
    assert field.from_db_value(stored, None, None) == "a text"


@pytest.mark.parametrize("empty", ["", None])
def test_what_is_empty_stays_so(empty):
    field = EncryptedTextField(null=True)

    assert field.get_prep_value(empty) == empty
    assert field.from_db_value(empty, None, None) == empty


def test_what_is_valid_is_as_ever():
    with pytest.raises(ValidationError):
        EncryptedEmailField().clean("nowhere", None)
    with pytest.raises(ValidationError):
        EncryptedCharField(max_length=3).clean("four", None)


def test_migrations_know_the_index():
    assert EncryptedEmailField(index="email").deconstruct()[3]["index"] == "email"
    assert "index" not in EncryptedEmailField().deconstruct()[3]


@pytest.mark.parametrize("lookup", ["contains", "icontains", "gt", "startswith", "regex"])
def test_what_could_never_be_true_cannot_be_asked(lookup):
    field = EncryptedEmailField(index="email")
    field.set_attributes_from_name("email")

    with pytest.raises(FieldError, match="email is encrypted"):
        field.get_lookup(lookup)


def test_without_an_index_there_is_no_looking_up_and_the_value_is_not_told():
    field = EncryptedCharField(max_length=20)
    field.set_attributes_from_name("phone")

    with pytest.raises(FieldError) as error:
        field.blinded("895-137-2034")
    assert "895" not in str(error.value)

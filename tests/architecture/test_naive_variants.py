"""What the long tests of faults take out of the code still stands there."""

import pkgutil
from importlib import import_module

import pytest

from tests import faults
from tests.checkout import ROOT
from tests.faults.naive import Naive

NAIVE = {
    f"{module.name}.{name}": variant
    for module in pkgutil.iter_modules(faults.__path__)
    for name, variant in vars(import_module(f"tests.faults.{module.name}")).items()
    if isinstance(variant, Naive)
}


@pytest.mark.parametrize("variant", NAIVE.values(), ids=NAIVE)
def test_a_variant_without_a_mechanism_can_be_made(variant):
    assert (ROOT / variant.file).read_text().count(variant.old) == 1

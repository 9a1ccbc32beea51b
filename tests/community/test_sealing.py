"""What is sealed opens with any key that is still there, and never without."""

import pytest

from community import sealing

KEY = 4_815_162_342  # long enough never to stand in sealed text by accident


@pytest.fixture
def keys(settings):
    """``keys("new", "old")``: as after the operator changed ``SEAL_KEYS``."""

    def change(*given):
        settings.SEAL_KEYS = [*given]
        sealing._fernet.cache_clear()

    yield change
    sealing._fernet.cache_clear()


def test_a_new_key_in_front_opens_what_the_old_one_sealed(keys):
    keys("old")
    sealed, mark = sealing.seal(KEY), sealing.mark(KEY)
    keys("new", "old")
    assert sealing.unseal(sealed) == str(KEY)
    assert sealing.mark(KEY) == mark
    assert str(KEY) not in sealed


def test_without_its_key_nothing_opens(keys):
    keys("old")
    sealed = sealing.seal(42)
    keys("other")
    assert sealing.unseal(sealed) is None
    assert sealing.unseal("broken") is None

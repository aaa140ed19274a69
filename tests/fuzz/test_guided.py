"""What a guided run is made of holds for every seed it starts from, though the guide itself is not installed."""

import pytest

from tests.fuzz.guided import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_hold(tmp_path, name):
    held, seeds = TARGETS[name](tmp_path)
    for seed in seeds[::7] if name == "readers" else seeds:
        held(seed)
        held(seed[: len(seed) // 2])
    held(b"")

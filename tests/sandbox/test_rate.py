"""The rate's own memory: strangers do not fill it."""

import pytest

from paraph_sandbox.gate import rate
from paraph_sandbox.lifecycle.problems import Problem


def test_strangers_names_are_forgotten_the_longest_silent_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rate, "_MANY", 100)
    buckets = rate.Rate(1)
    buckets.take("somebody")
    for n in range(500):
        buckets.take(f"stranger {n}")
        with pytest.raises(Problem):
            buckets.take("somebody")
    assert len(buckets._buckets) == 100
    buckets.take("stranger 7")


def test_what_is_given_back_can_be_taken_again_and_no_more():
    buckets = rate.Rate(2)
    buckets.take("claire")
    buckets.take("claire")
    buckets.give_back("claire")
    buckets.take("claire")
    with pytest.raises(Problem):
        buckets.take("claire")

"""The dated policy of algorithms that ships with the program, read once."""

import json
from functools import cache

from paraph import paths
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy


@cache
def load_algorithm_policy() -> AlgorithmPolicy:
    """Read `resources/policy/algorithms.json`. A missing or broken one is a broken program."""
    file = paths.resources() / "policy" / "algorithms.json"
    return AlgorithmPolicy.parse(json.loads(file.read_text("utf-8")))

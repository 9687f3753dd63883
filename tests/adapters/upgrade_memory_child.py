"""Raise a large file to B-LTA and say how many kB more it took than a small one."""

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from paraph.domain.pades_level import PadesLevel
from tests.rigs.level_bench import level_bench


def main(small: Path, large: Path) -> None:
    with TemporaryDirectory(dir=large.parent) as name, level_bench(Path(name)) as bench:
        peaks = []
        for source in (small, large):
            raised = bench.raised(bench.sign(source), PadesLevel.B_LTA, may_rewrite=True)
            bench.step(raised, PadesLevel.B_LTA, renew=True)
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    print(peaks[1] - peaks[0])  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

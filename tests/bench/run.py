"""`python tests/bench/run.py --json OUT [--only NAME…]`: measure, write JSON, print a table.

The exit status is 0 when everything could be measured, whatever the figures say, and 1 when a
measurement broke. A new family of figures is a module with a `FIGURES` table, named in `FAMILIES`.
"""

import argparse
import importlib
import json
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
for _folder in (ROOT, ROOT / "desktop"):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

from tests.bench.measure import Figure, load_average, machine_facts  # noqa: E402

FAMILIES = (
    "startup", "scrolling", "lists", "idle", "memory", "signing", "tokens", "cards", "sandbox",
    "outbox", "events",
)  # fmt: skip
Measurement = Callable[[int | None], list[Figure]]


def registry() -> dict[str, Measurement]:
    """Give every measurement by its name, in the order of the families."""
    found: dict[str, Measurement] = {}
    for family in FAMILIES:
        found |= importlib.import_module(f"tests.bench.{family}").FIGURES
    return found


def chosen(names: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Give the names that begin with one of `wanted`, or all; an unknown word is an error."""
    for word in wanted:
        if not any(name.startswith(word) for name in names):
            raise SystemExit(f"no figure begins with {word!r}; there are: {', '.join(names)}")
    return [name for name in names if not wanted or any(name.startswith(w) for w in wanted)]


def measure(measurements: Mapping[str, Measurement], rounds: int | None) -> dict[str, Any]:
    """Run every measurement; one that breaks is told and does not stop the others."""
    facts, figures, broken = machine_facts(), [], []
    for name, take in measurements.items():
        _say(f"{name} …")
        began, load = time.monotonic(), load_average()
        try:
            taken = [figure.as_json() | {"load_average": load} for figure in take(rounds)]
        except Exception as error:  # noqa: BLE001 - whatever breaks is told in the result
            traceback.print_exc()
            broken.append({"name": name, "why": f"{type(error).__name__}: {error}"})
            continue
        figures += taken
        _say(f"{name}: {time.monotonic() - began:.0f} s")
    facts["load_average_at_end"] = load_average()
    return {"machine": facts, "figures": figures, "broken": broken}


def table(result: Mapping[str, Any]) -> str:
    """Give the figures as lines of text."""
    rows = [("figure", "ours", "peer", "", "ratio", "rule", "met")]
    for figure in result["figures"]:
        rows.append(
            (
                figure["name"],
                f"{figure['ours']:.1f} {figure['unit']}",
                "-" if figure["peer"] is None else f"{figure['peer']:.1f} {figure['unit']}",
                figure["missing"] or figure["peer_name"],
                "-" if figure["ratio"] is None else f"{figure['ratio']:.2f}",
                figure["rule"],
                {True: "yes", False: "NO", None: "-"}[figure["met"]],
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    lines += [f"BROKEN {item['name']}: {item['why']}" for item in result["broken"]]
    return "\n".join(line.rstrip() for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for and give the exit status."""
    parser = argparse.ArgumentParser(description="Measure the program beside its peers.")
    parser.add_argument("--json", type=Path, required=True, metavar="OUT")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--rounds", type=int, help="measure so often instead of as often as due")
    options = parser.parse_args(arguments)
    measurements = registry()
    names = chosen(list(measurements), options.only)
    result = measure({name: measurements[name] for name in names}, options.rounds)
    options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(table(result) + "\n")
    return 1 if result["broken"] else 0


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())

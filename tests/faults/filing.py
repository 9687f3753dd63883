"""Applies events, and files results, in a child that is killed at the N-th line of the product.

Called with a folder, a story (`apply` or `file`) and how many lines to try; prints one JSON object.
The service is in memory, the store, the spool and the folder of client files are real.
"""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from paraph.usecases.file_results import file_results
from paraph.usecases.pull_events import pull_events
from tests.fakes.filing import filing_kit
from tests.fakes.received import NOW, Profile, asked
from tests.fakes.service import FakeService
from tests.faults.killer import Killer, in_child
from tests.unit.test_file_results import SIGNED, TRAIL, hash_of


def service_with_results() -> FakeService:
    """Give a service at which two requests of one title are completed."""
    service = FakeService(now=lambda: NOW)
    for end in (b"", b" two"):
        request = asked(service, "other@client.example", content=b"%PDF-1.7 sent" + end)
        service.contents[hash_of(SIGNED + end)] = SIGNED + end
        service.contents[f"trail {request}"] = TRAIL + end
        service.sign_as(request, 0, hash_of(SIGNED + end))
    return service


SERVICE = service_with_results()


def prepare(place: Path, story: str) -> None:
    (place / "clients").mkdir(parents=True)
    profile = Profile(place / "home", FakeService(now=lambda: NOW))
    pull_events(profile.receiving)
    profile.service = SERVICE
    if story == "file":
        pull_events(profile.receiving)
        for each in profile.all():
            profile.requests.put(replace(each, client="Müller"))
    profile.close()


def run(place: Path, story: str, killer: Killer) -> None:
    profile = Profile(place / "home", SERVICE)
    kit = filing_kit(profile, place / "clients")
    sys.settrace(killer.trace)
    if story == "apply":
        pull_events(profile.receiving)
    else:
        file_results(kit, insist=True)
    sys.settrace(None)
    profile.close()


def found(place: Path) -> dict[str, Any]:
    profile = Profile(place / "home", SERVICE)
    kinds, root = profile.kinds(), place / "clients"
    told = {
        "applied": profile.applied(),
        "iterator": profile.inbox.iterator("acc"),
        "statuses": [each.status for each in profile.all()],
        "filing": sorted(str(each.filing.state) for each in profile.all()),
        "told": kinds.count("request_told"),
        "filed": kinds.count("results_filed"),
        "files": sorted(each.name for each in root.rglob("*") if each.is_file()),
        "contents": sorted(each.read_bytes().decode() for each in root.rglob("*.pdf")),
        "integrity": profile.database.execute("PRAGMA integrity_check").fetchone()[0],
    }
    profile.close()
    return told


def killed_at(line: int, place: Path, story: str) -> dict[str, Any]:
    """Kill at a line, start anew, and give what was found."""
    prepare(place, story)
    was_killed = in_child(lambda where, killer: run(where, story, killer), place, line)
    at_kill = sorted(each.name for each in (place / "clients").rglob("*.pdf"))
    run(place, story, Killer(None))
    once = found(place)
    run(place, story, Killer(None))
    result = {"line": line, "killed": was_killed, "at_kill": at_kill, **found(place)}
    result["is_settled"] = once == {name: result[name] for name in once}
    shutil.rmtree(place)
    return result


def main() -> None:
    folder, story, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for name in ("warm", "count"):
        # Once without counting, so that nothing is imported inside the lines counted.
        prepare(folder / name, story)
        killer = Killer(None)
        run(folder / name, story, killer)
    lines = range(1, killer.seen + 1, max(1, killer.seen // most))
    results = [killed_at(line, folder / f"at-{line}", story) for line in lines]
    sys.stdout.write(json.dumps({"total": killer.seen, "results": results}))


if __name__ == "__main__":
    main()

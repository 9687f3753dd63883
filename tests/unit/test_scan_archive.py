"""The archive index looks after its files: what moved is found, what changed is told of."""

from datetime import timedelta
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.archive_index import READ_AGAIN_AFTER, SEARCH_AGAIN_AFTER, ArchiveState
from paraph.domain.errors import levels as level_errors
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import ArchivedFile, is_of_archive
from paraph.domain.pades_level import PadesLevel
from paraph.usecases.pay_owed import pay_owed
from paraph.usecases.proof_desk import ProofDesk
from paraph.usecases.renew_archive import owe_renewals
from paraph.usecases.scan_archive import ArchiveScan, Moved, archive_troubles, scan_archive
from paraph.usecases.upgrade_signature import Upgraded, UpgradeWish, upgrade_signature
from tests.fakes.levels import ENDS, PayBench

HOME = Path("/m/akten/roux/contract.pdf")
MORE = b" annotated|B-LTA"  # what another program adds, in the fakes' form
THERE, EXTENDED, CHANGED, MISSING = ArchiveState
_NAMES = ("contract.pdf", "copy.pdf")


@pytest.fixture
def bench() -> PayBench:
    """An archived file that was looked at once."""
    bench = PayBench()
    keep(bench, HOME)
    scan_archive(bench.ports)
    bench.places.read.clear()
    bench.owed.audit.entries.clear()
    return bench


def keep(bench: PayBench, path: Path) -> ArchivedFile:
    bench.files.contents[path] = path.stem.encode() + b"|B-LTA"
    file = ArchivedFile(path, bench.files.sha256(path), ENDS)
    bench.owed.put_archived(file)
    return file


def move(bench: PayBench, new: Path, old: Path = HOME) -> Path:
    bench.files.contents[new] = bench.files.contents.pop(old)
    return new


def states(bench: PayBench) -> list[ArchiveState]:
    return [file.state for file in bench.owed.archived()]


def kinds(bench: PayBench) -> list[str]:
    return [entry.kind for entry in bench.owed.audit.entries]


def upgrade(bench: PayBench, path: Path, *words: object, **more: object) -> Upgraded:
    wish = UpgradeWish(path, *words, **more)  # type: ignore[arg-type]
    return upgrade_signature(wish, bench.ports, bench.files)


def test_a_file_that_is_as_it_was_is_not_read_and_not_recorded(bench: PayBench):
    assert scan_archive(bench.ports) == ArchiveScan(1)
    assert (bench.places.read, kinds(bench)) == ([], [])


def test_a_file_that_was_only_touched_is_read_once(bench: PayBench):
    bench.places.touched[HOME] = 7
    assert scan_archive(bench.ports).troubles == ()
    assert scan_archive(bench.ports).troubles == ()
    assert (bench.places.read, kinds(bench)) == ([HOME], [])


def test_bytes_that_change_under_the_same_size_and_time_are_seen_within_a_month(bench: PayBench):
    bench.files.contents[HOME] = b"c0ntract|B-LTA"
    assert scan_archive(bench.ports).troubles == ()
    bench.clock.moment += READ_AGAIN_AFTER
    assert [file.path for file in scan_archive(bench.ports).troubles] == [HOME]
    assert states(bench) == [CHANGED]


def test_a_scan_reads_a_bounded_part_and_the_next_one_goes_on(
    bench: PayBench, monkeypatch: pytest.MonkeyPatch
):
    for number in range(9):
        keep(bench, HOME.with_name(f"{number:08}.pdf"))
    scan_archive(bench.ports)
    bench.places.read.clear()
    bench.clock.moment += READ_AGAIN_AFTER
    size = len(bench.files.contents[HOME])
    monkeypatch.setattr("paraph.usecases.scan_archive._MOST_UNCHANGED", 4 * size)
    counts = []
    for _ in range(4):
        scan_archive(bench.ports)
        counts.append(len(bench.places.read))
    assert counts == [4, 8, 10, 10]
    assert len(set(bench.places.read)) == 10


def test_a_changed_file_is_told_of_once_and_never_renewed(bench: PayBench):
    bench.files.contents[HOME] = b"another|B-LTA"
    for _ in range(3):
        (trouble,) = scan_archive(bench.ports).troubles
    assert (trouble.state, trouble.since) == (CHANGED, bench.clock.now())
    assert kinds(bench) == ["archive_file_changed"]
    bench.clock.moment = ENDS - timedelta(days=1)
    scan_archive(bench.ports)
    assert owe_renewals(bench.owed, bench.owed.audit, bench.clock) == 0
    assert bench.files.contents[HOME] == b"another|B-LTA"


def test_a_renewal_that_is_owed_is_dropped_when_the_file_turns_out_to_be_changed(bench: PayBench):
    bench.clock.moment = ENDS - timedelta(days=30)
    assert owe_renewals(bench.owed, bench.owed.audit, bench.clock) == 1
    bench.files.contents[HOME] = b"another|B-LTA"
    scan_archive(bench.ports)
    assert (list(bench.owed.all()), bench.raiser.orders) == ([], [])
    (trouble,) = archive_troubles(bench.owed)
    assert (trouble.needs_person, trouble.deadline) == ("archive_file_changed", ENDS)


def test_what_was_put_back_is_as_it_was(bench: PayBench):
    before = bench.files.contents[HOME]
    bench.files.contents[HOME] = b"another|B-LTA"
    scan_archive(bench.ports)
    bench.files.contents[HOME] = before
    assert scan_archive(bench.ports).troubles == ()
    assert kinds(bench) == ["archive_file_changed", "archive_file_back"]
    assert bench.owed.archived()[0].since is None


def test_a_file_that_another_program_extended_is_told_apart(bench: PayBench):
    bench.files.contents[HOME] += MORE
    scan_archive(bench.ports)
    assert (states(bench), kinds(bench)) == ([EXTENDED], ["archive_file_extended"])
    (trouble,) = archive_troubles(bench.owed)
    assert (trouble.needs_person, trouble.path) == ("archive_file_extended", HOME)


def test_what_was_added_and_breaks_the_file_is_a_change(bench: PayBench):
    bench.files.contents[HOME] += MORE

    def broken(_path: Path, _password: Secret | None) -> None:
        raise level_errors.StepNotPossible(why="signature_broken")

    bench.raiser.facts = broken  # type: ignore[method-assign,assignment]
    scan_archive(bench.ports)
    assert states(bench) == [CHANGED]


def test_a_locked_file_that_was_extended_is_told_as_that(bench: PayBench):
    bench.files.contents[HOME] += MORE
    bench.raiser.password = "geheim"
    scan_archive(bench.ports)
    assert states(bench) == [EXTENDED]
    with pytest.raises(errors.PasswordRequired):
        upgrade(bench, HOME)
    assert upgrade(bench, HOME, password=Secret("geheim")).output == HOME


def test_an_extended_file_is_kept_up_again_when_a_person_says_so(bench: PayBench):
    bench.files.contents[HOME] += MORE
    before = bench.files.contents[HOME]
    scan_archive(bench.ports)
    done = upgrade(bench, HOME)
    assert (done.output, done.changed) == (HOME, True)
    assert bench.files.contents[HOME].startswith(before), "bytes of others were rewritten"
    assert not any(order.may_rewrite for order in bench.raiser.orders)
    assert scan_archive(bench.ports).troubles == ()
    assert [file.sha256 for file in bench.owed.archived()] == [bench.files.sha256(HOME)]


def test_of_a_changed_file_a_person_gets_a_copy_and_the_index_stays(bench: PayBench):
    bench.files.contents[HOME] = b"another|B-LT"
    scan_archive(bench.ports)
    assert upgrade(bench, HOME).output == HOME.with_name("contract-B-LTA.pdf")
    assert bench.files.contents[HOME] == b"another|B-LT"
    assert CHANGED in states(bench)


@pytest.mark.parametrize(
    "new",
    ["/m/akten/roux/old/contract.pdf", "/m/akten/roux/renamed.pdf", "/m/akten/durand/contract.pdf"],
)
def test_a_file_that_moved_nearby_is_found_by_its_bytes(bench: PayBench, new: str):
    bench.files.contents[HOME.with_name("c0ntract.pdf")] = b"c0ntract|B-LTA"  # as long, another
    move(bench, Path(new))
    assert scan_archive(bench.ports).moved == ((Path(new), HOME),)
    assert [file.path for file in bench.owed.archived()] == [Path(new)]
    assert (states(bench), kinds(bench)) == ([THERE], ["archive_file_found"])
    assert scan_archive(bench.ports) == ArchiveScan(1)


def test_files_of_the_same_name_and_another_size_are_not_read(bench: PayBench):
    other = Path("/m/akten/durand/contract.pdf")
    bench.files.contents[other] = b"a longer contract|B-B"
    del bench.files.contents[HOME]
    assert scan_archive(bench.ports).moved == ()
    assert bench.places.read == []


def test_one_walk_finds_all_files_of_a_folder_that_was_renamed(bench: PayBench):
    names = [HOME.with_name(f"{number}.pdf") for number in range(5)]
    for name in names:
        keep(bench, name)
    scan_archive(bench.ports)
    for name in (HOME, *names):
        move(bench, Path("/m/akten/roux-2026") / name.name, name)
    assert len(scan_archive(bench.ports).moved) == 6
    assert bench.places.searched == [Path("/m/akten")]


def test_a_file_that_is_nowhere_is_missing_and_looked_for_again_in_an_hour(bench: PayBench):
    content = bench.files.contents.pop(HOME)
    for _ in range(3):
        scan_archive(bench.ports)
    assert (states(bench), kinds(bench)) == ([MISSING], ["archive_file_missing"])
    assert len(bench.places.searched) == 1
    bench.files.contents[Path("/m/akten/late.pdf")] = content
    assert scan_archive(bench.ports).moved == ()
    bench.clock.moment += SEARCH_AGAIN_AFTER
    assert len(scan_archive(bench.ports).moved) == 1


def test_who_insists_has_it_looked_for_at_once(bench: PayBench):
    content = bench.files.contents.pop(HOME)
    scan_archive(bench.ports)
    bench.files.contents[Path("/m/akten/late.pdf")] = content
    assert len(scan_archive(bench.ports, insist=True).moved) == 1


def test_a_missing_file_that_is_back_in_its_place_is_as_it_was(bench: PayBench):
    content = bench.files.contents.pop(HOME)
    scan_archive(bench.ports)
    bench.files.contents[HOME] = content
    scan_archive(bench.ports)
    assert (states(bench), kinds(bench)[1:]) == ([THERE], ["archive_file_back"])


def test_another_file_of_the_index_is_not_taken_for_the_one_that_moved(bench: PayBench):
    twin = HOME.with_name("twin.pdf")
    bench.files.contents[twin] = bench.files.contents[HOME]
    bench.owed.put_archived(ArchivedFile(twin, bench.files.sha256(twin), ENDS))
    scan_archive(bench.ports)
    del bench.files.contents[HOME]
    assert scan_archive(bench.ports).moved == ()
    assert sorted(states(bench)) == sorted([MISSING, THERE])


def twin(bench: PayBench, path: Path) -> Path:
    """Keep up a second file with the same bytes."""
    bench.files.contents[path] = bench.files.contents[HOME]
    bench.owed.put_archived(ArchivedFile(path, bench.files.sha256(path), ENDS))
    scan_archive(bench.ports)
    return path


def test_a_twin_of_a_missing_file_is_not_its_new_place(bench: PayBench):
    other = twin(bench, HOME.with_name("copy.pdf"))
    del bench.files.contents[HOME]
    found = scan_archive(bench.ports)
    assert (found.moved, [file.path for file in found.troubles]) == ((), [HOME])
    assert {file.path: file.state for file in bench.owed.archived()} == {
        HOME: MISSING,
        other: THERE,
    }


@pytest.mark.parametrize("kept_name", ["contract.pdf", "copy.pdf"])
def test_twins_that_moved_together_are_both_found_each_under_its_name(
    bench: PayBench, kept_name: str
):
    other = twin(bench, HOME.with_name("copy.pdf"))
    new = Path("/m/akten/roux 2")
    move(bench, new / "contract.pdf")
    move(bench, new / "copy.pdf", other)
    renamed = move(bench, new / "renamed.pdf", new / ({*_NAMES} - {kept_name}).pop())
    found = scan_archive(bench.ports)
    assert found.troubles == ()
    kept, lost = (HOME, other) if kept_name == HOME.name else (other, HOME)
    assert set(found.moved) == {Moved(new / kept_name, kept), Moved(renamed, lost)}
    # One of them only: nobody takes it for the other's place as well.
    del bench.files.contents[renamed]
    assert [file.path for file in scan_archive(bench.ports).troubles] == [renamed]


def test_twins_are_renewed_once_each(bench: PayBench):
    other = twin(bench, HOME.with_name("copy.pdf"))
    bench.clock.moment = ENDS - timedelta(days=30)
    assert owe_renewals(bench.owed, bench.owed.audit, bench.clock) == 2
    assert owe_renewals(bench.owed, bench.owed.audit, bench.clock) == 0
    assert pay_owed(bench.ports).left == ()
    assert sorted(order.source for order in bench.raiser.orders) == [HOME, other]


def test_a_drive_that_is_away_is_not_reachable_and_nothing_is_missing(bench: PayBench):
    content = bench.files.contents.pop(HOME)
    bench.places.away.add(Path("/m"))
    scan = scan_archive(bench.ports)
    assert (scan.unreachable, scan.troubles, kinds(bench)) == ((HOME,), (), [])
    assert bench.places.searched == []
    bench.places.away.clear()
    bench.files.contents[HOME] = content
    assert scan_archive(bench.ports) == ArchiveScan(1)


def test_a_renewal_on_a_drive_that_is_away_waits_and_asks_nobody(bench: PayBench):
    bench.places.away.add(Path("/m"))
    bench.clock.moment = ENDS - timedelta(days=30)
    owe_renewals(bench.owed, bench.owed.audit, bench.clock)
    (debt,) = pay_owed(bench.ports).left
    assert (debt.reason, debt.needs_person) == ("proof_file_unreachable", None)
    assert debt.may_be_tried(bench.clock.now()), "it is looked at each time"
    bench.places.away.clear()
    assert pay_owed(bench.ports).left == ()


def test_who_names_the_new_place_gets_no_renewal_that_is_not_due(bench: PayBench):
    new = move(bench, Path("/elsewhere/contract.pdf"))
    scan_archive(bench.ports)
    done = upgrade(bench, new)
    assert (done.output, done.moved_from, done.changed) == (new, HOME, False)
    assert bench.raiser.orders == []
    assert [(file.path, file.state) for file in bench.owed.archived()] == [(new, THERE)]
    assert kinds(bench)[-1] == "archive_file_found"
    assert upgrade(bench, new).changed, "asked again, it is renewed"


def test_who_names_the_new_place_of_a_file_that_is_due_or_a_level_has_it_renewed(bench: PayBench):
    new = move(bench, Path("/elsewhere/contract.pdf"))
    done = upgrade(bench, new, PadesLevel.B_LTA)
    assert (done.moved_from, done.changed) == (HOME, True)
    newer = move(bench, Path("/elsewhere/again.pdf"), new)
    bench.clock.moment = ENDS - timedelta(days=30)
    done = upgrade(bench, newer)
    assert (done.moved_from, done.changed) == (new, True)


def test_a_copy_does_not_take_the_place_of_a_file_whose_drive_is_away(bench: PayBench):
    copy = Path("/elsewhere/contract.pdf")
    move(bench, copy)  # what is on the drive cannot be read
    bench.places.away.add(Path("/m"))
    assert upgrade(bench, copy).moved_from is None
    assert HOME in [file.path for file in bench.owed.archived()]


def test_a_trouble_is_on_the_windows_list_until_a_scan_finds_it_settled(bench: PayBench):
    from contextlib import nullcontext

    desk = ProofDesk(lambda: nullcontext(bench.ports), bench.files)
    assert desk.owed() == ()
    content = bench.files.contents.pop(HOME)
    assert desk.pay().left == (), "an hour has not passed"
    bench.clock.moment += timedelta(hours=1)
    (trouble,) = desk.pay().left
    assert is_of_archive(trouble.intent)
    assert (trouble.path, trouble.needs_person) == (HOME, "archive_file_missing")
    bench.files.contents[HOME] = content
    assert desk.pay([trouble.intent], insist=True).left == ()
    assert bench.raiser.orders == [], "nothing was paid"


def test_what_has_left_stays_so_through_a_scan(bench: PayBench):
    bench.places.touched[HOME] = 7
    bench.owed.mark_left(bench.owed.archived()[0].sha256)
    scan_archive(bench.ports)
    assert bench.owed.archived()[0].left_paraph

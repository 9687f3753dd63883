"""The bench's arithmetic: ratios, limits, peers that are not there, measurements that break."""

import json

import pytest

from tests.bench import run
from tests.bench.measure import Broken, Figure, Limit, Rule, figure_of, interleaved
from tests.bench.pixels import WIDTH, Area
from tests.bench.startup import End, cut, most_different

SHARE = Limit(Rule.SHARE_OF_PEER, 1.5)


def of(ours: list[float], peer: list[float], limit: Limit = SHARE) -> Figure:
    return figure_of("start", "ms", limit, {"ours": ours, "a peer": peer}, "a peer")


def test_the_ratio_is_of_medians_so_that_one_slow_run_changes_nothing():
    figure = of([100, 110, 9000], [50, 60, 40])
    assert (figure.ours, figure.peer, figure.ratio) == (110, 50, 2.2)


@pytest.mark.parametrize(
    ("limit", "ours", "met"),
    [
        (SHARE, 150.0, True),
        (SHARE, 150.1, False),
        (Limit(Rule.ABOVE_PEER, 16), 116.0, True),
        (Limit(Rule.ABOVE_PEER, 16), 116.1, False),
        (Limit(Rule.ALONE, 120), 120.0, True),
        (Limit(Rule.ALONE, 120), 120.1, False),
        (Limit(Rule.TOLD), 1e9, None),
    ],
)
def test_a_limit_is_met_up_to_its_bound(limit: Limit, ours: float, met: bool | None):
    assert of([ours], [100.0], limit).met is met


def test_a_peer_that_is_not_installed_is_named_and_nothing_is_said_to_be_met():
    figure = of([100], [])
    told = figure.as_json()
    assert told["missing"] == "a peer is not installed"
    assert told["peer"] is told["ratio"] is told["met"] is None
    assert told["ours"] == 100


def test_a_limit_without_a_peer_holds_without_one():
    assert of([100], [], Limit(Rule.ALONE, 120)).met is True


def test_sides_are_measured_in_turns_forwards_and_backwards():
    order: list[str] = []

    def side(name: str):
        return lambda: order.append(name) or float(len(order))

    runs = interleaved(3, {"ours": side("o"), "peer": side("p")})
    assert "".join(order) == "oppoop"
    assert runs == {"ours": [1.0, 4.0, 5.0], "peer": [2.0, 3.0, 6.0]}


def fake(names: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "registry", lambda: names)


def missed(_rounds: int | None) -> list[Figure]:
    return [of([900], [100])]


def broken(_rounds: int | None) -> list[Figure]:
    raise Broken("no page is to be seen")


def test_a_missed_limit_is_told_and_is_no_failure(monkeypatch, tmp_path, capsys):
    fake({"start": missed}, monkeypatch)
    assert run.main(["--json", str(tmp_path / "out.json")]) == 0
    result = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert result["figures"][0]["met"] is False
    assert result["figures"][0]["ratio"] == 9
    assert result["machine"]["cores"] >= 1
    assert "NO" in capsys.readouterr().out


def test_a_measurement_that_breaks_is_a_failure_and_stops_no_other(monkeypatch, tmp_path, capsys):
    fake({"a": broken, "b": missed}, monkeypatch)
    assert run.main(["--json", str(tmp_path / "out.json")]) == 1
    result = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [figure["name"] for figure in result["figures"]] == ["start"]
    assert result["broken"] == [{"name": "a", "why": "Broken: no page is to be seen"}]
    assert "BROKEN a" in capsys.readouterr().out


def test_only_what_is_named_is_measured_and_an_unknown_name_is_an_error():
    names = ["startup.empty", "startup.first-page", "signing.5MB"]
    assert run.chosen(names, []) == names
    assert run.chosen(names, ["startup"]) == names[:2]
    assert run.chosen(names, ["signing", "startup.empty"]) == ["startup.empty", "signing.5MB"]
    with pytest.raises(SystemExit, match="no figure begins with 'stratup'"):
        run.chosen(names, ["stratup"])


def test_every_family_is_in_the_registry():
    families = {name.split(".", maxsplit=1)[0] for name in run.registry()}
    assert families == set(run.FAMILIES)


def screen(ink: Area | None = None) -> bytes:
    green = bytearray(b"\xff" * (WIDTH * 940))
    if ink is not None:
        for row in range(ink.top, ink.top + ink.height):
            start = row * WIDTH + ink.left
            green[start : start + ink.width] = bytes(ink.width)
    return bytes(green)


def test_the_watched_part_of_the_screen_is_where_the_page_has_its_ink():
    after = screen(Area(600, 400, 80, 10))
    area = most_different(screen(), after)
    assert area.left <= 600
    assert area.left + area.width >= 680
    assert area.top <= 400 < area.top + area.height
    end = End(area, cut(after, area))
    assert end.is_reached(cut(after, area))
    assert not end.is_reached(cut(screen(), area))


def test_a_window_without_a_page_is_no_first_page():
    with pytest.raises(Broken, match="no page"):
        most_different(screen(), screen())

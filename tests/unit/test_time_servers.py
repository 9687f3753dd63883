"""Time-stamping services and trust in the settings and in the administrator's rules."""

import json
from pathlib import Path

import pytest

from paraph.administrator import load_rules, trust_folder
from paraph.domain.pades_level import PadesLevel
from paraph.settings import LEVELS, Settings, load_settings, save_settings
from paraph.time_servers import TimeServer, parse_server, parse_servers

FULL = TimeServer("https://tsa.example/x", "anna", 3.0, "/home/anna/tsa.pem", "1.2.3")


@pytest.mark.parametrize("url", ["http://tsa.example/", "https://tsa.example:8443/a?b=c"])
def test_an_address_alone_is_a_server(url: str):
    assert parse_server(url) == TimeServer(url)
    assert parse_server({"url": url}) == TimeServer(url)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ftp://tsa.example", "url"),
        ("tsa.example", "url"),
        ("http://", "url"),
        ("https://anna:pw@tsa.example/", "url"),
        ("https://tsa.example:99999/", "Port out of range 0-65535"),
        ({"url": "http://tsa.example/", "user": "anna"}, "credentials_need_https"),
        ({"url": "http://tsa.example/", "certificate": "a.pem"}, "credentials_need_https"),
        ({"url": "https://tsa.example/", "password": "x"}, "time_stamping"),
        ({"url": "https://tsa.example/", "timeout_s": 0}, "timeout_s"),
        ({"url": "https://tsa.example/", "timeout_s": 121}, "timeout_s"),
        ({"url": "https://tsa.example/", "timeout_s": True}, "timeout_s"),
        ({"url": "https://tsa.example/", "timeout_s": "5"}, "timeout_s"),
        ({"url": 5}, "time_stamping"),
        ({}, "time_stamping"),
        ({"user": "anna"}, "time_stamping"),
        (None, "time_stamping"),
    ],
)
def test_what_is_no_server_is_refused(written: object, why: str):
    with pytest.raises(ValueError, match=why):
        parse_server(written)


def test_a_list_keeps_its_order():
    urls = ["https://b.example/", "https://a.example/"]
    assert [each.url for each in parse_servers(urls)] == urls
    with pytest.raises(ValueError, match="time_stamping"):
        parse_servers("https://a.example/")


def test_settings_come_back_as_they_were_saved(tmp_path: Path):
    chosen = Settings(
        level="B-LTA",
        time_stamping=(FULL, TimeServer("http://other.example/")),
        private_addresses=True,
        system_trust=True,
        pkcs11_modules=("/a.so",),
    )
    save_settings(tmp_path, chosen)
    assert load_settings(tmp_path) == chosen
    text = (tmp_path / "settings.json").read_text()
    assert "password" not in text
    assert json.loads(text)["time_stamping"][1] == {"url": "http://other.example/"}


def test_settings_that_a_windows_editor_saved_are_read(tmp_path: Path):
    (tmp_path / "settings.json").write_text('{"level": "B-T"}', encoding="utf-8-sig")
    assert load_settings(tmp_path).level == "B-T"


@pytest.mark.parametrize("written", ["[]", "[" * 100_000, "5", "null"])
def test_settings_that_are_no_object_are_put_aside(tmp_path: Path, written: str):
    (tmp_path / "settings.json").write_text(written)
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.damaged").exists()


def test_the_levels_of_the_settings_are_those_of_the_domain():
    assert list(LEVELS) == [str(level) for level in PadesLevel]


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "B-X"},
        {"level": 3},
        {"private_addresses": "yes"},
        {"system_trust": 1},
        {"time_stamping": ["nonsense"]},
        {"time_stamping": "https://tsa.example/"},
        {"time_stamping": [{"url": "http://tsa.example/", "user": "anna"}]},
    ],
)
def test_damaged_settings_are_put_aside_and_the_usual_hold(tmp_path: Path, wrong: dict):
    (tmp_path / "settings.json").write_text(json.dumps(wrong))
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.damaged").exists()


def rules_of(tmp_path: Path, content: object):
    file = tmp_path / "policy.json"
    file.write_text(json.dumps(content))
    return load_rules(file)


def test_without_rules_the_person_decides(tmp_path: Path):
    found = load_rules(tmp_path / "none.json")
    assert (found.time_stamping, found.private_addresses, found.trust) == (None, None, "add")


def test_an_administrator_names_servers_addresses_and_trust(tmp_path: Path):
    found = rules_of(
        tmp_path,
        {
            "time_stamping": ["https://tsa.firm.example/"],
            "private_addresses": True,
            "trust": "only",
        },
    )
    assert found.time_stamping == (TimeServer("https://tsa.firm.example/"),)
    assert (found.private_addresses, found.trust, found.trouble) == (True, "only", None)
    assert rules_of(tmp_path, {"time_stamping": []}).time_stamping == ()


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ({"time_stamping": ["nonsense"]}, "time_stamping"),
        ({"time_stamping": "https://tsa.example/"}, "time_stamping"),
        ({"private_addresses": "no"}, "private_addresses"),
        ({"time_stamping": [{"user": "anna"}]}, "time_stamping"),
        ({"trust": "everything"}, "trust"),
        ({"trust": ["only"]}, "trust"),
        ({"pin": ["never"]}, "pin"),
    ],
)
def test_rules_that_cannot_be_understood_are_the_strictest(
    tmp_path: Path, content: object, trouble: str
):
    found = rules_of(tmp_path, content)
    assert found.trouble == trouble
    assert (found.time_stamping, found.private_addresses, found.trust) == ((), False, "only")
    assert (found.pin, found.key_files) == ("never", False)


def test_the_administrators_anchors_lie_beside_the_rules(tmp_path: Path):
    assert trust_folder(tmp_path / "policy.json") == tmp_path / "trust"

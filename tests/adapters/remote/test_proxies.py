"""Which proxy a call goes through, who named it, and what is told where it cannot be spoken."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paraph.administrator import Rules, load_rules
from paraph.cli.proxy_words import proxy_lines
from paraph.domain.errors.kinds import NeedsPerson
from paraph.domain.errors.levels import (
    ProxyAccountRefused,
    ProxyUnsupported,
    RevocationProxyAccount,
    RevocationProxyUnsupported,
    TimestampUnavailable,
)
from paraph.domain.keys.secret import Secret
from paraph.named_proxy import NamedProxy, parse_proxy
from paraph.ports.proxy_route import NamedBy, NotSpoken, ProxyRoute
from paraph.proving import Proving
from paraph.remote import proxies as of_proxies
from paraph.remote.certificate_fetcher import HttpCertificateFetcher
from paraph.remote.http_client import HttpClient
from paraph.remote.proxies import Proxies
from paraph.remote.system_proxies import SystemProxies, names_script, of_gnome, system_proxies
from paraph.remote.tsa_client import HttpTimeStampService
from paraph.settings import Settings, load_settings, save_settings
from paraph.time_servers import TimeServer
from tests.rigs.bad_tsa import REPLY
from tests.rigs.small_server import Answer, serving

QUERY, TOKEN = b"\x30\x03\x02\x01\x01", b"\x30\x03\x02\x01\x02"
TSA = "http://tsa.example/x"


class Kept:
    def find(self, service: str, user: str) -> Secret | None:
        return Secret("pr:xy") if service.startswith("http://127.0.0.1:") else None


@pytest.fixture(autouse=True)
def no_system_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    named_by_system(monkeypatch, SystemProxies())


def named_by_system(monkeypatch: pytest.MonkeyPatch, told: SystemProxies) -> None:
    monkeypatch.setattr(of_proxies, "system_proxies", lambda: told)


def ask(ways: Proxies, url: str = TSA, timeout_s: float = 2.0) -> bytes:
    with closing(HttpClient(route_to=ways.route)) as client:
        server = TimeServer(url, timeout_s=timeout_s)
        return HttpTimeStampService(client, server, lambda: None, lambda: None).ask(QUERY)


def test_the_proxy_named_by_hand_is_used_before_that_of_the_environment(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(lambda _: Answer(TOKEN, REPLY)) as proxy:
        assert ask(Proxies(NamedProxy(proxy.url))) == TOKEN
        (asked,) = proxy.asked
        assert asked.path == TSA
        assert "Proxy-Authorization" not in asked.headers


def test_the_password_of_a_proxy_comes_from_the_keychain():
    with serving(lambda _: Answer(TOKEN, REPLY)) as proxy:
        named = NamedProxy(proxy.url.replace("://", "://firm@"))
        assert ask(Proxies(named, NamedBy.SETTINGS, Kept())) == TOKEN
        expected = base64.b64encode(b"firm:pr:xy").decode()
        assert proxy.asked[0].headers["Proxy-Authorization"] == f"Basic {expected}"


def test_a_user_that_is_escaped_in_the_address_is_sent_as_it_is():
    class KeptOfDomain:
        def find(self, _service: str, user: str) -> Secret | None:
            return Secret("pr:xy") if user == "FIRM\\r@ux" else None

    with serving(lambda _: Answer(TOKEN, REPLY)) as proxy:
        named = NamedProxy(proxy.url.replace("://", "://FIRM%5Cr%40ux@"))
        assert ask(Proxies(named, NamedBy.SETTINGS, KeptOfDomain())) == TOKEN
        expected = base64.b64encode(b"FIRM\\r@ux:pr:xy").decode()
        assert proxy.asked[0].headers["Proxy-Authorization"] == f"Basic {expected}"


@pytest.mark.parametrize("url", [TSA, "https://tsa.example/x"])
def test_a_proxy_that_wants_a_password_is_told_and_not_taken_for_the_server(url):
    with serving(lambda _: Answer(status=407)) as proxy:
        with pytest.raises(ProxyAccountRefused) as told:
            ask(Proxies(NamedProxy(proxy.url)), url)
        assert isinstance(told.value, NeedsPerson)
        assert isinstance(told.value, TimestampUnavailable)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_is_told_where_an_issuer_is_asked(tmp_path, scheme):
    with (
        serving(lambda _: Answer(status=407)) as proxy,
        closing(HttpClient(route_to=Proxies(NamedProxy(proxy.url)).route)) as client,
    ):
        fetcher = HttpCertificateFetcher(client, tmp_path, lambda: datetime.now(UTC))
        url = f"{scheme}://issuer.example/x"
        for fetch in (fetcher.crl, fetcher.issuers, lambda url: fetcher.ocsp(url, b"asked")):
            with pytest.raises(RevocationProxyAccount) as told:
                fetch(url)
            assert isinstance(told.value, NeedsPerson)
            assert told.value.details["host"] == "issuer.example"


def test_exceptions_and_none_go_straight(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://environment.example:3128")
    by_hand = Proxies(NamedProxy("http://p.example:1", (".firm.example", "other.example")))
    assert by_hand.route("https", "a.example").proxy == "http://p.example:1"
    for host in ("tsa.firm.example", "other.example", "localhost", "127.0.0.1"):
        assert by_hand.route("https", host).proxy is None
    straight = Proxies(NamedProxy("none"), NamedBy.ADMINISTRATOR)
    assert straight.route("https", "a.example") == ProxyRoute(None, NamedBy.ADMINISTRATOR)
    named = ProxyRoute("http://environment.example:3128", NamedBy.ENVIRONMENT)
    assert Proxies().route("https", "a.example") == named


def test_a_script_is_told_only_where_the_server_cannot_be_reached(monkeypatch, tmp_path):
    named_by_system(monkeypatch, SystemProxies(has_script=True))
    with serving(lambda _: Answer(TOKEN, REPLY)) as server:
        assert ask(Proxies(), server.url) == TOKEN
    with pytest.raises(ProxyUnsupported) as told:
        ask(Proxies(), "http://tsa.invalid/x")
    assert isinstance(told.value, NeedsPerson)
    assert isinstance(told.value, TimestampUnavailable)
    assert (told.value.code, told.value.details["why"]) == ("proxy_unsupported", "proxy_script")
    with (
        closing(HttpClient(route_to=Proxies().route)) as client,
        pytest.raises(RevocationProxyUnsupported),
    ):
        HttpCertificateFetcher(client, tmp_path, lambda: datetime.now(UTC)).crl(
            "http://crl.invalid/x"
        )


@pytest.mark.parametrize("name", ["all_proxy", "http_proxy", "socks_proxy"])
def test_socks_alone_is_told_and_not_gone_round(monkeypatch, name):
    monkeypatch.setenv(name, "socks5://127.0.0.1:9")
    with pytest.raises(ProxyUnsupported) as told:
        ask(Proxies())
    assert told.value.details["why"] == "proxy_socks"
    assert "127.0.0.1" not in str(told.value.details)
    monkeypatch.setenv("no_proxy", "tsa.example")
    assert Proxies().route("http", "tsa.example").not_spoken is None


def test_http_beside_socks_is_used(monkeypatch):
    both = SystemProxies({"http": "h.example:8080", "socks": "socks://s.example:1080"})
    named_by_system(monkeypatch, both)
    assert Proxies().route("http", "a.example").proxy == "http://h.example:8080"
    assert Proxies().route("https", "a.example").not_spoken is NotSpoken.SOCKS


@pytest.fixture
def gsettings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str, str], None]:
    """GNOME's own settings, in a folder of the test's."""
    if shutil.which("gsettings") is None:
        pytest.skip("gsettings is not installed")
    monkeypatch.setenv("GSETTINGS_BACKEND", "keyfile")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def put(schema: str, key: str, value: str) -> None:
        words = ["gsettings", "set", f"org.gnome.system.proxy{schema}", key, value]
        done = subprocess.run(words, env=os.environ, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"GNOME's schema is not installed: {done.stderr}")

    return put


def test_gnomes_settings_are_read(gsettings):
    gsettings("", "mode", "none")
    found = system_proxies()
    assert (dict(found.named), found.has_script) == ({}, False)
    gsettings("", "mode", "auto")
    assert system_proxies().has_script
    gsettings("", "mode", "manual")
    gsettings(".http", "host", "h.example")
    gsettings(".http", "port", "3128")
    gsettings(".socks", "host", "s.example")
    gsettings("", "ignore-hosts", "['*.firm.example', '10.0.0.0/8']")
    found = system_proxies()
    assert dict(found.named) == {"http": "h.example:3128", "socks": "s.example"}
    assert not found.has_script
    assert [found.is_excepted(host) for host in ("a.firm.example", "10.1.2.3", "a.example")] == [
        True,
        True,
        False,
    ]


def test_gnome_without_exceptions_is_read_too():
    told = ["mode 'manual'", "ignore-hosts @as []"]
    of_https = ["host 'h'", "port 1"]
    name = "org.gnome.system.proxy"
    found = of_gnome(
        "\n".join([*(f"{name} {x}" for x in told), *(f"{name}.https {x}" for x in of_https)])
    )
    assert found.named == {"https": "h:1"}
    assert not found.is_excepted("a.example")


@pytest.mark.parametrize("line", ["ProxyAutoConfigEnable", "ProxyAutoDiscoveryEnable"])
def test_what_macos_says_of_scripts_is_read(line):
    assert names_script(f"<dictionary> {{\n  HTTPEnable : 0\n  {line} : 1\n}}")
    assert not names_script(f"<dictionary> {{\n  {line} : 0\n}}")


@pytest.mark.parametrize(
    "wrong",
    [
        "socks5://p",
        "p.example:80",
        "http://",
        "http://u:pw@p.example",
        "http://p:99999",
        5,
        None,
        {},
        {"url": "none", "except": "x"},
        {"url": "none", "except": [""]},
        {"url": "none", "password": ""},
    ],
)
def test_what_is_no_proxy_is_refused(wrong, tmp_path):
    with pytest.raises(ValueError, match=r"proxy|[Pp]ort"):
        parse_proxy(wrong)
    rules = tmp_path / "policy.json"
    rules.write_text(json.dumps({"proxy": wrong}))
    assert load_rules(rules).trouble == "proxy"
    (tmp_path / "settings.json").write_text(json.dumps({"proxy": wrong, "level": "B-T"}))
    assert load_settings(tmp_path) == Settings()


def test_a_proxy_in_the_settings_comes_back_as_it_was_saved(tmp_path):
    for url, exceptions in (("none", ()), ("http://u@p.example:1", (".firm.example",)), ("", ())):
        chosen = Settings(proxy=NamedProxy(url, exceptions))
        save_settings(tmp_path, chosen)
        assert load_settings(tmp_path) == chosen


def test_what_is_told_of_the_ways_has_no_credentials_and_the_administrator_decides(tmp_path):
    save_settings(tmp_path, Settings(proxy=NamedProxy("http://firm@own.example:1")))

    def routes(rules: Rules) -> dict[str, ProxyRoute]:
        return dict(Proving(tmp_path, rules, None, [TSA]).routes())

    own = ProxyRoute("http://own.example:1", NamedBy.SETTINGS)
    assert routes(Rules()) == {TSA: own, "": own}
    decided = Rules(proxy=NamedProxy("none"))
    assert routes(decided)[TSA] == ProxyRoute(None, NamedBy.ADMINISTRATOR)


def test_the_doctor_says_who_names_the_proxy(paraph, monkeypatch, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    save_settings(home, Settings(time_stamping=(TimeServer("https://tsa.example/"),)))
    monkeypatch.setenv("HTTPS_PROXY", "http://firm:s3cret@proxy.example:3128")
    told = paraph("doctor")
    expected = "http://proxy.example:3128, named by the environment."
    assert f"Proxy for https://tsa.example/: {expected}" in told.stdout.splitlines()
    assert "s3cret" not in told.stdout + told.stderr
    monkeypatch.setenv("HTTPS_PROXY", "socks5://proxy.example:1080")
    found = json.loads(paraph("doctor", "--json").stdout)["proxies"]
    server = {"server": "https://tsa.example/", "proxy": None, "named_by": "environment"}
    assert found[0] == {**server, "not_spoken": "socks"}
    assert '"proxy" in settings.json' in proxy_lines(found)[-1]

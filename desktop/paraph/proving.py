"""Start: what adds proof to signed files is made here; the network is used only by it."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from paraph.administrator import Rules, trust_folder
from paraph.domain.errors import InvalidArgument, ProofBusy
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy
from paraph.ports.levels import LevelChecker
from paraph.ports.proxy_route import ProxyRoute
from paraph.ports.record import Clock
from paraph.ports.time_stamping import CertificateFetcher, ServicePasswords, TimeStampService
from paraph.ports.trust import TrustAnchors
from paraph.settings import load_settings
from paraph.time_servers import TimeServer, parse_server
from paraph.usecases.pay_owed import Paying

# The window's start loads this module, by way of `app`, and needs none of it.
if TYPE_CHECKING:
    from paraph.filing.trust_folders import TrustFolders
    from paraph.remote.proxies import Proxies

_Adapters: TypeAlias = tuple[CertificateFetcher, TrustAnchors, Clock, AlgorithmPolicy]


class Proving:
    """Opens the network, the record and the one lease of who pays, for as long as it is needed."""

    def __init__(self, home: Path, rules: Rules, clock: Clock, tsa_urls: Sequence[str]) -> None:
        self._home, self._rules, self._clock = home, rules, clock
        self._settings = load_settings(home)
        self._servers = tuple(map(_server, tsa_urls)) or self._set_servers()

    @property
    def server_names(self) -> tuple[str, ...]:
        """List the timestamp servers, in the order in which they are asked."""
        return tuple(server.url for server in self._servers)

    @contextmanager
    def paying(self) -> Iterator[Paying]:
        """Give what paying needs. Raises ProofBusy while another process pays."""
        from paraph.filing.archive_places import LocalPlaces
        from paraph.filing.lease import sole_lease
        from paraph.filing.replaced_file import LocalReplacing
        from paraph.keychain.document_passwords import KeychainPasswords
        from paraph.pades.levels.raiser import PadesLevelRaiser
        from paraph.store.audit_log import SqliteAuditLog
        from paraph.store.database import open_database
        from paraph.store.owed_levels import SqliteOwedLevels

        with sole_lease(self._home / "leases", "payer") as is_ours:
            if not is_ours:
                raise ProofBusy
            database = open_database(self._home)
            try:
                with self._network() as (services, adapters):
                    yield Paying(
                        SqliteOwedLevels(database, self._clock),
                        SqliteAuditLog(database, self._clock),
                        LocalReplacing(),
                        LocalPlaces(),
                        PadesLevelRaiser(*adapters),
                        services,
                        KeychainPasswords(),
                        self._clock,
                        random.SystemRandom().random,
                    )
            finally:
                database.close()

    @contextmanager
    def checking(self) -> Iterator[tuple[LevelChecker, Sequence[TimeStampService]]]:
        """Give what tells whether a level can be had now."""
        from paraph.pades.levels.checker import PadesLevelChecker

        with self._network() as (services, adapters):
            yield PadesLevelChecker(*adapters), services

    @contextmanager
    def _network(self) -> Iterator[tuple[Sequence[TimeStampService], _Adapters]]:
        from paraph.filing.policy_file import load_algorithm_policy
        from paraph.keychain.service_passwords import KeychainServicePasswords
        from paraph.remote.certificate_fetcher import HttpCertificateFetcher
        from paraph.remote.http_client import HttpClient
        from paraph.remote.tsa_client import time_stamp_services

        rules, settings = self._rules, self._settings
        private = rules.private_addresses
        if private is None:
            private = settings.private_addresses
        passwords = KeychainServicePasswords()
        route_to = self._proxies(passwords).route
        with closing(HttpClient(private_addresses=private, route_to=route_to)) as client:
            services = time_stamp_services(client, self._servers, passwords)
            fetcher = HttpCertificateFetcher(client, self._home / "answers", self._clock.now)
            anchors = trusted_by(self._home, rules, system=settings.system_trust)
            yield services, (fetcher, anchors, self._clock, load_algorithm_policy())

    def routes(self) -> Sequence[tuple[str, ProxyRoute]]:
        """Say which way each timestamp server is asked, without credentials; "" is any other."""
        from urllib.parse import urlsplit

        from paraph.remote.proxies import without_user

        proxies, told = self._proxies(None), []
        for name in (*self.server_names, ""):
            parts = urlsplit(name or "https://")
            route = proxies.route(parts.scheme, parts.hostname or "")
            shown = without_user(route.proxy) if route.proxy is not None else None
            told.append((name, route._replace(proxy=shown)))
        return told

    def _proxies(self, passwords: ServicePasswords | None) -> "Proxies":
        from paraph.remote.proxies import Proxies

        return Proxies.decided(self._rules.proxy, self._settings.proxy, passwords)

    def _set_servers(self) -> tuple[TimeServer, ...]:
        decided = self._rules.time_stamping
        return decided if decided is not None else self._settings.time_stamping


def trusted_by(home: Path, rules: Rules, *, system: bool) -> "TrustFolders":
    """Give the trust anchors of a profile, under the administrator's rules."""
    from paraph.filing.trust_folders import FOLDER, TrustFolders

    may_add = rules.trust == "add"
    folders = [trust_folder(), *([home / FOLDER] if may_add else [])]
    return TrustFolders(folders, system=system and may_add)


def _server(url: str) -> TimeServer:
    try:
        return parse_server(url)
    except ValueError as error:
        # What stands before the @ may be a password, and is repeated nowhere.
        shown = url if "@" not in url else f"…@{url.rpartition('@')[2]}"
        why = "An address with http or https, without user and password."
        raise InvalidArgument(argument="--tsa", value=shown, why=why) from error

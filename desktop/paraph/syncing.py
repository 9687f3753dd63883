"""Start: what reaches the remote e-signature service is made here."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from paraph.administrator import Rules
from paraph.domain.errors.service import OutboxBusy
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import PageGeometry
from paraph.domain.service.account import Account
from paraph.domain.service.filing_address import is_address, webdav_address
from paraph.logs import traced
from paraph.observing import Observing
from paraph.ports.documents import Checker
from paraph.ports.filing import ClientFile
from paraph.ports.record import Clock
from paraph.ports.requests import Inbox
from paraph.ports.service import AccountSecrets, EventPage, RemoteService
from paraph.ports.trust import TrustAnchors
from paraph.settings import load_settings
from paraph.usecases.accounts import AccountDesk
from paraph.usecases.check_results import Judging
from paraph.usecases.download_results import AccountKit
from paraph.usecases.fetch_documents import Fetching
from paraph.usecases.file_results import FilingKit
from paraph.usecases.push_outbox import push_outbox
from paraph.usecases.push_ports import Memory, Pushing
from paraph.usecases.queue_act import Queueing
from paraph.usecases.read_templates import read_templates
from paraph.usecases.receiving import Receiving
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.service_health import HealthDesk
from paraph.usecases.sync_account import Steps, Synced, sync_account

# The command line's start loads this module, by way of `app`, and needs none of it.
if TYPE_CHECKING:
    from paraph.remote.http_client import HttpClient
    from paraph.remote.proxies import Proxies
    from paraph.remote.sign_ins import SignIns
    from paraph.store.database import Database
    from paraph.store.sealed_secrets import Remembered

_LOOK_S = 0.05
_MOST_SWEPT = 1000


class Judges(NamedTuple):
    """What tells whether signatures hold: of results, before they are filed."""

    checker: Callable[[], Checker]
    anchors: Callable[[], TrustAnchors]


class AccountRounds:
    """Does rounds of accounts, as long as the lease of who sends is held: `cli.program.Rounds`."""

    def __init__(
        self,
        desk: RequestDesk,
        pushing: Pushing,
        inbox: Inbox,
        service: Callable[[Account], RemoteService],
        filing: Callable[[Account, Fetching], FilingKit] | None = None,
    ) -> None:
        self.desk = desk
        self._pushing, self._inbox, self._service = pushing, inbox, service
        self._filing = filing

    def do(
        self, account: Account, *, insist: bool = False, watched: bool = False, wait_s: float = 0.0
    ) -> Synced:
        """Do one round of one account; `watched`: a person looks. Raises nothing of its own."""
        queueing, service = self.desk.queueing, self._service(account)
        receiving = Receiving(
            account,
            service,
            queueing.outbox,
            queueing.requests,
            self._inbox,
            queueing.audit,
            queueing.clock,
        )
        fetching, filing = Fetching(receiving, queueing.spool), self._filing
        files = filing is not None and bool(account.filing)
        steps = Steps(
            fetching,
            lambda: push_outbox(account, service, self._pushing, watched=watched, insist=insist),
            (lambda: filing(account, fetching)) if files and filing is not None else None,
            templates=lambda: read_templates(fetching, self.desk.templates, insist=insist),
        )
        with traced():
            return sync_account(steps, wait_s=wait_s, insist=insist)

    def sweep(self) -> int:
        """Remove what lies in the spool and is named by nothing; gives how many files."""
        queueing, templates = self.desk.queueing, self.desk.templates
        named = (queueing.outbox.files, queueing.requests.files, templates.files)
        with queueing.outbox.transaction():
            return queueing.spool.sweep(
                lambda: {name for each in named for name in each()}, _MOST_SWEPT
            )


class Syncing:
    """Opens accounts and their services. There is one in a process.

    What a person gave without a keychain is remembered by it, and by nothing else.
    """

    def __init__(
        self, home: Path, rules: Callable[[], Rules], clock: Clock, judges: Judges
    ) -> None:
        self._home, self._rules, self._clock, self._judges = home, rules, clock, judges
        self._remembered: Remembered = {}
        self._passwords: dict[tuple[str, str], Secret] = {}
        self._memory = Memory()
        self._observing = Observing(home, rules, clock, self._http)

    @contextmanager
    def accounts(self, *, for_session: bool = False) -> Iterator[AccountDesk]:
        """Give what can be done with accounts."""
        from paraph.store.accounts import SqliteAccounts
        from paraph.store.audit_log import SqliteAuditLog
        from paraph.store.database import open_database, transaction
        from paraph.store.outbox import SqliteOutbox

        with closing(open_database(self._home)) as database:
            secrets, outbox = self.secrets(database), SqliteOutbox(database)
            with self.services(database) as (service, sign_ins):
                yield AccountDesk(
                    SqliteAccounts(database),
                    secrets,
                    sign_ins,
                    service,
                    SqliteAuditLog(database, self._clock),
                    self._clock,
                    lambda: transaction(database),
                    lambda account: len(outbox.heads(account)),
                    for_session=for_session,
                )

    @contextmanager
    def services(
        self, database: "Database"
    ) -> Iterator[tuple[Callable[[Account], RemoteService], "SignIns"]]:
        """Give what makes an account's service, and what signs in; one HTTP client for all.

        `database` is of the thread that uses them. A service is made once for each account.
        """
        from paraph.filing.spool import LocalSpool
        from paraph.remote.rest_client import RestClient, Surroundings
        from paraph.remote.sign_ins import SignIns

        made: dict[str, RemoteService] = {}
        secrets = self.secrets(database)
        spool = LocalSpool(self._home)
        with closing(self._http()) as http, self._observing.noting(http) as noted:
            sign_ins = SignIns(noted, secrets, self._clock.now)

            def service(account: Account) -> RemoteService:
                if account.id not in made:
                    around = Surroundings(noted(account), self._clock.now, spool.path_of)
                    made[account.id] = RestClient(account, sign_ins.bearer(account), around)
                return made[account.id]

            yield service, sign_ins

    @contextmanager
    def requests(self) -> Iterator[RequestDesk]:
        """Give what can be done with requests and the outbox without a network."""
        from paraph.store.database import open_database

        with closing(open_database(self._home)) as database:
            yield self._desk(database)

    @contextmanager
    def sending(self, pay: Callable[[Collection[str]], object]) -> Iterator[AccountRounds]:
        """Give what sends the outbox; `pay` adds the proof that these intents owe.

        Raises OutboxBusy while another process of the profile sends.
        """
        import random
        import time

        from paraph.filing.lease import sole_lease
        from paraph.store.database import open_database
        from paraph.store.inbox import SqliteInbox
        from paraph.store.owed_levels import SqliteOwedLevels

        with sole_lease(self._home / "leases", "sender") as is_ours:
            if not is_ours:
                raise OutboxBusy
            with closing(open_database(self._home)) as database:
                desk = self._desk(database)
                queueing = desk.queueing
                pushing = Pushing(
                    queueing.outbox,
                    queueing.requests,
                    desk.accounts,
                    queueing.audit,
                    SqliteOwedLevels(database, self._clock),
                    queueing.spool,
                    self._clock,
                    time.monotonic,
                    random.SystemRandom().random,
                    pay,
                    self._memory,
                )
                inbox = SqliteInbox(database, self._clock, queueing.requests)
                with self.services(database) as (service, _), self._filing(database) as filing:
                    yield AccountRounds(desk, pushing, inbox, service, filing)

    def _desk(self, database: "Database") -> RequestDesk:
        from paraph.filing.spool import LocalSpool
        from paraph.filing.word_documents import pdf_of
        from paraph.store.accounts import SqliteAccounts
        from paraph.store.audit_log import SqliteAuditLog
        from paraph.store.outbox import SqliteOutbox
        from paraph.store.requests import SqliteRequests
        from paraph.store.templates import SqliteTemplates

        accounts = SqliteAccounts(database)
        queueing = Queueing(
            SqliteOutbox(database),
            SqliteRequests(database, self._clock, accounts),
            SqliteAuditLog(database, self._clock),
            LocalSpool(self._home),
            self._clock,
        )
        return RequestDesk(queueing, accounts, SqliteTemplates(database), pdf_of)

    @contextmanager
    def beside(self, account: Account) -> Iterator[AccountKit]:
        """Give what is done for one account beside the rounds, which may go on meanwhile."""
        from paraph.remote.payload import event_of_payload
        from paraph.store.database import open_database
        from paraph.store.inbox import SqliteInbox
        from paraph.store.owed_levels import SqliteOwedLevels

        with (
            traced(),
            closing(open_database(self._home)) as database,
            closing(self._http()) as http,
            self.services(database) as (service, _),
        ):
            queueing = self._desk(database).queueing
            inbox = SqliteInbox(database, self._clock, queueing.requests)
            receiving = Receiving(
                account,
                service(account),
                queueing.outbox,
                queueing.requests,
                inbox,
                queueing.audit,
                queueing.clock,
            )
            yield AccountKit(
                Fetching(receiving, queueing.spool),
                self._judging(),
                SqliteOwedLevels(database, self._clock),
                self.secrets(database),
                event_of_payload,
                (lambda: self.client_file(account, http)) if account.filing else None,
            )

    def listen(self, account: Account, wait_s: float) -> EventPage:
        """Wait for an account's next events, and apply none of them; a round does.

        An account of which nothing was read yet has news. Raises what reading does.
        """
        from paraph.store.database import open_database
        from paraph.store.inbox import SqliteInbox

        with (
            closing(open_database(self._home)) as database,
            self.services(database) as (service, _),
        ):
            requests = self._desk(database).queueing.requests
            iterator = SqliteInbox(database, self._clock, requests).iterator(account.id)
            if not iterator:
                return EventPage((), "", done=False)
            with traced():
                return service(account).events(iterator, wait_s)

    @staticmethod
    def read_pages(path: Path) -> Sequence[PageGeometry]:
        """Read the pages of a document that is to be sent; raises why the service could not."""
        from paraph.render.document_reader import PdfReader

        return PdfReader().read(path, None).pages

    def lend_password(self, url: str, user: str, password: Secret) -> None:
        """Use the password of a WebDAV user for as long as this process lives."""
        self._passwords[url, user] = password

    def client_file(self, account: Account, http: "HttpClient") -> ClientFile:
        """Give an account's place for client files. Raises FilingAddressRefused."""
        from paraph.filing.client_folder import ClientFolder
        from paraph.filing.spool import LocalSpool
        from paraph.keychain.service_passwords import KeychainServicePasswords
        from paraph.remote.webdav import WebDavFolder

        if not is_address(account.filing):
            return ClientFolder(Path(account.filing))
        address = webdav_address(account.filing)
        lent = self._passwords.get((address.url, address.user))
        password = lent or KeychainServicePasswords().find(address.url, address.user)
        return WebDavFolder(http, address, password, LocalSpool(self._home))

    @contextmanager
    def _filing(self, database: "Database") -> Iterator[Callable[[Account, Fetching], FilingKit]]:
        """Give what makes the filing of an account; for one run: a drive that hangs stays away."""
        import random

        from paraph.filing.policy_file import load_algorithm_policy
        from paraph.pades.levels.raiser import PadesLevelRaiser
        from paraph.remote.certificate_fetcher import HttpCertificateFetcher
        from paraph.store.owed_levels import SqliteOwedLevels

        with closing(self._http()) as http:
            fetcher = HttpCertificateFetcher(http, self._home / "answers", self._clock.now)
            anchors, policy = self._judges.anchors(), load_algorithm_policy()

            def kit(account: Account, fetching: Fetching) -> FilingKit:
                return FilingKit(
                    fetching,
                    self.client_file(account, http),
                    self._judging(),
                    SqliteOwedLevels(database, self._clock),
                    PadesLevelRaiser(fetcher, anchors, self._clock, policy),
                    random.SystemRandom().random,
                )

            yield kit

    def _judging(self) -> Judging:
        from paraph.filing.archive_places import LocalPlaces

        judges = self._judges
        anchors = judges.anchors().certificates
        return Judging(judges.checker(), anchors, LocalPlaces(), self._clock)

    def secrets(self, database: "Database") -> AccountSecrets:
        """Give the accounts' secrets."""
        from paraph.keychain.sealing import KeychainSealing
        from paraph.keychain.wrapping_key import WrappingKeys
        from paraph.store.sealed_secrets import SealedSecrets

        sealing = KeychainSealing(WrappingKeys())
        return SealedSecrets(database, sealing, self._remembered, self._turn)

    def health(self) -> AbstractContextManager[HealthDesk]:
        """Give what tells how the services answered in the last day; no network is used."""
        return self._observing.health()

    def _http(self) -> "HttpClient":
        from paraph.remote.http_client import HttpClient

        return HttpClient(private_addresses=True, route_to=self._proxies().route)

    def _proxies(self) -> "Proxies":
        from paraph.keychain.service_passwords import KeychainServicePasswords
        from paraph.remote.proxies import Proxies

        settings = load_settings(self._home)
        return Proxies.decided(self._rules().proxy, settings.proxy, KeychainServicePasswords())

    @contextmanager
    def _turn(self, account: str) -> Iterator[None]:
        """Wait for the turn to renew an account's tokens; it ends with this process at the latest.

        A renewal is one call with a deadline, so that nobody waits without end.
        """
        from paraph.filing.lease import sole_lease

        pause = threading.Event()
        while True:
            with sole_lease(self._home / "leases", f"renewing-{account}") as is_ours:
                if is_ours:
                    yield
                    return
            pause.wait(_LOOK_S)

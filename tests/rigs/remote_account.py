"""An account at a service, with a key, and the real client of it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, SignInWay
from paraph.remote.http_client import HttpClient
from paraph.remote.rate import TokenBucket
from paraph.remote.rest_client import RestClient, Surroundings
from paraph.remote.tokens import API_KEY, KeyBearer


@dataclass
class MemorySecrets:
    """`ports.service.AccountSecrets` in memory."""

    known: dict[tuple[str, str], Secret] = field(default_factory=dict)
    are_kept: bool = True
    turns: list[str] = field(default_factory=list)
    lent: dict[tuple[str, str], Secret] = field(default_factory=dict)

    def put(self, account: str, name: str, secret: Secret) -> None:
        self.known[account, name] = secret
        self.lent.pop((account, name), None)

    def lend(self, account: str, name: str, secret: Secret) -> None:
        self.lent[account, name] = secret

    def find(self, account: str, name: str) -> Secret | None:
        return self.lent.get((account, name)) or self.known.get((account, name))

    def outlives(self, account: str, name: str) -> bool:
        is_lent = not self.are_kept or (account, name) in self.lent
        return not is_lent and (account, name) in self.known

    def forget(self, account: str) -> None:
        self.known = {key: value for key, value in self.known.items() if key[0] != account}
        self.lent = {key: value for key, value in self.lent.items() if key[0] != account}

    def renewing(self, account: str) -> AbstractContextManager[None]:
        self.turns.append(account)
        return nullcontext()


def an_account(address: str, way: SignInWay = SignInWay.API_KEY, client_id: str = "") -> Account:
    return Account("acc", "Sandbox", address, way, client_id)


def surroundings(http: HttpClient, spool: Path) -> Surroundings:
    bucket = TokenBucket(per_minute=1_000_000, burst=1_000_000)
    return Surroundings(http, lambda: datetime.now(UTC), lambda sha256: spool / sha256, bucket)


@contextmanager
def real_service(address: str, api_key: str, spool: Path) -> Iterator[RestClient]:
    """Give the client of an account with this key; its files lie in `spool`."""
    http = HttpClient(private_addresses=True)
    account, secrets = an_account(address), MemorySecrets()
    secrets.put(account.id, API_KEY, Secret(api_key))
    try:
        yield RestClient(account, KeyBearer(account, secrets), surroundings(http, spool))
    finally:
        http.close()

"""Secrets of accounts: sealed under the keychain's key, or without one of this process alone."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked
from sqlite_utils import Database

from paraph.domain.errors.service import AccountExists, AccountUnknown
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.keychain.sealing import KeychainSealing
from paraph.keychain.wrapping_key import WrappingKeys
from paraph.ports.service import AccountSecrets
from paraph.store.accounts import SqliteAccounts
from paraph.store.database import open_database
from paraph.store.sealed_secrets import SealedSecrets
from tests.contracts.test_owed_levels import BrokenKeyring, MemoryKeyring, PlainFile
from tests.fakes.record import FixedClock
from tests.rigs.remote_account import MemorySecrets

TOKEN = Secret("refresh-token-é-" + "x" * 5000)  # longer than an entry of Windows holds


@pytest.fixture
def use_keyring() -> Iterator[Callable[[KeyringBackend], None]]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(tmp_path)
    for name in ("a", "b"):
        SqliteAccounts(made).put(account(name))
    yield made
    made.close()


def account(name: str) -> Account:
    return Account(name, f"Account {name}", "https://x.example", SignInWay.PERSON, added=NOW)


NOW = FixedClock().now()


def sealed(database: Database, known: dict[tuple[str, str], Secret] | None = None) -> SealedSecrets:
    """Give them as a process that has just started has them."""
    sealing = KeychainSealing(WrappingKeys())
    return SealedSecrets(database, sealing, {} if known is None else known, lambda _: nullcontext())


@pytest.fixture(params=["memory", "sealed", "no keychain"])
def secrets(request, database: Database, use_keyring) -> AccountSecrets:
    use_keyring(fail.Keyring() if request.param == "no keychain" else MemoryKeyring())
    return MemorySecrets() if request.param == "memory" else sealed(database)


def test_each_account_and_name_has_a_secret_of_its_own(secrets: AccountSecrets):
    assert secrets.find("a", "tokens") is None
    secrets.put("a", "tokens", TOKEN)
    secrets.put("a", "api_key", Secret("k"))
    secrets.put("b", "tokens", Secret("other"))
    assert secrets.find("a", "tokens") == TOKEN
    assert secrets.find("a", "api_key") == Secret("k")
    secrets.put("a", "tokens", Secret("newer"))
    assert secrets.find("a", "tokens") == Secret("newer")
    secrets.forget("a")
    secrets.forget("a")
    assert secrets.find("a", "tokens") is None
    assert secrets.find("a", "api_key") is None
    assert secrets.find("b", "tokens") == Secret("other")


def test_another_process_finds_what_was_sealed_and_the_file_shows_nothing(
    database: Database, use_keyring, tmp_path: Path
):
    use_keyring(MemoryKeyring())
    first = sealed(database)
    assert first.are_kept
    first.put("a", "tokens", TOKEN)
    assert sealed(database).find("a", "tokens") == TOKEN
    for file in tmp_path.iterdir():
        assert b"refresh-token" not in file.read_bytes()


def test_an_account_that_was_removed_meanwhile_gets_no_secret(database: Database, use_keyring):
    use_keyring(MemoryKeyring())
    SqliteAccounts(database).remove("a")
    with pytest.raises(AccountUnknown):
        sealed(database).put("a", "tokens", TOKEN)


def test_the_keychain_holds_one_key_for_all(database: Database, use_keyring):
    backend = MemoryKeyring()
    use_keyring(backend)
    kept: list[str] = []
    put = backend.set_password
    backend.set_password = lambda *told: (kept.append(told[2]), put(*told))[1]
    for number in range(5):
        sealed(database).put("a", f"name {number}", TOKEN)
    assert len(kept) == 1
    assert len(kept[0]) == 44  # 32 bytes in Base64


def test_what_was_moved_or_altered_does_not_open(database: Database, use_keyring):
    use_keyring(MemoryKeyring())
    mine = sealed(database)
    mine.put("a", "tokens", TOKEN)
    mine.put("b", "tokens", Secret("b's"))
    row = "SELECT sealed FROM account_secret WHERE account_id = ?"
    (value,) = database.execute(row, ["a"]).fetchone()
    for moved, place in ((value, ("b", "tokens")), (value, ("a", "api_key"))):
        database.execute("DELETE FROM account_secret WHERE account_id = ? AND name = ?", place)
        database.execute("INSERT INTO account_secret VALUES (?, ?, ?)", [*place, moved])
        assert sealed(database).find(*place) is None
    for at in (0, 5, 20, 40, len(value) - 1):
        broken = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
        change = "UPDATE account_secret SET sealed = ? WHERE account_id = 'a' AND name = 'tokens'"
        database.execute(change, [broken])
        assert sealed(database).find("a", "tokens") is None
    for cut in (b"", b"\x01", value[:28], value[:29], b"\x02" + value[1:]):
        database.execute(change, [cut])
        assert sealed(database).find("a", "tokens") is None
    database.execute(change, [value])
    assert sealed(database).find("a", "tokens") == TOKEN


def test_without_its_key_a_secret_is_gone_and_a_new_one_is_kept(database: Database, use_keyring):
    use_keyring(MemoryKeyring())
    sealed(database).put("a", "tokens", TOKEN)
    use_keyring(MemoryKeyring())  # the keychain was lost, or the profile is on another computer
    anew = sealed(database)
    assert anew.find("a", "tokens") is None
    anew.put("a", "tokens", Secret("new"))
    assert sealed(database).find("a", "tokens") == Secret("new")


class LockedKeyring(MemoryKeyring):
    def set_password(self, *_: str) -> None:
        raise KeyringLocked

    def get_password(self, *_: str) -> str | None:
        raise KeyringLocked


class ForgetfulKeyring(MemoryKeyring):
    """Says that it keeps a thing, and does not."""

    def set_password(self, *_: str) -> None:
        return


class Chained(chainer.ChainerBackend):
    priority = -1
    backends = (MemoryKeyring(), PlainFile())


@pytest.mark.parametrize(
    "backend",
    [
        fail.Keyring,
        null.Keyring,
        LockedKeyring,
        ForgetfulKeyring,
        BrokenKeyring,
        PlainFile,
        Chained,
    ],
)
def test_without_a_keychain_a_secret_ends_with_this_process(
    database: Database, use_keyring, backend: type[KeyringBackend], tmp_path: Path
):
    use_keyring(backend())
    known: dict[tuple[str, str], Secret] = {}
    mine = sealed(database, known)
    if backend is not ForgetfulKeyring:
        assert not mine.are_kept
    mine.put("a", "tokens", TOKEN)
    assert mine.find("a", "tokens") == TOKEN
    assert sealed(database, known).find("a", "tokens") == TOKEN  # another lane of this process
    assert sealed(database).find("a", "tokens") is None  # another process
    assert "refresh-token" not in repr(known)
    for file in tmp_path.iterdir():
        assert b"refresh-token" not in file.read_bytes()


def test_what_is_lent_is_known_to_this_process_and_takes_no_place(
    database: Database, use_keyring, secrets: AccountSecrets
):
    assert not secrets.outlives("a", "api_key")
    secrets.put("a", "api_key", Secret("kept"))
    assert secrets.outlives("a", "api_key") == (keyring.get_keyring().name != fail.Keyring().name)
    secrets.lend("a", "api_key", TOKEN)
    assert secrets.find("a", "api_key") == TOKEN
    assert not secrets.outlives("a", "api_key")
    assert secrets.find("b", "api_key") is None
    secrets.forget("a")
    assert secrets.find("a", "api_key") is None


def test_what_was_kept_is_there_again_after_a_run_that_was_lent_another(
    database: Database, use_keyring
):
    use_keyring(MemoryKeyring())
    sealed(database).put("a", "api_key", Secret("kept"))
    sealed(database).lend("a", "api_key", TOKEN)
    assert sealed(database).find("a", "api_key") == Secret("kept")


def test_what_a_session_takes_the_place_of_does_not_come_back(database: Database, use_keyring):
    """A spent refresh token that came back would end the whole sign-in."""
    backend = MemoryKeyring()
    use_keyring(backend)
    sealed(database).put("a", "tokens", Secret("spent"))
    use_keyring(LockedKeyring())
    sealed(database).put("a", "tokens", Secret("next"))
    use_keyring(backend)
    assert sealed(database).find("a", "tokens") is None


def test_an_account_comes_back_as_it_was_put(database: Database):
    accounts = SqliteAccounts(database)
    told = Account(
        "c", "Zoë", "https://x.example", SignInWay.API_KEY, "client", Environment.SANDBOX,
        ("a@x.example", "b@x.example"), "/files/é", "{client}/{date}", NOW, NOW, "sign_in_again",
    )  # fmt: skip
    accounts.put(told)
    assert [each.id for each in accounts.all()] == ["a", "b", "c"]
    assert accounts.all()[2] == told
    accounts.put(told._replace(paused=None, name="Other"))
    assert accounts.all()[2] == told._replace(paused=None, name="Other")
    with pytest.raises(AccountExists):
        accounts.put(account("d")._replace(name="Other"))
    accounts.remove("c")
    assert [each.id for each in accounts.all()] == ["a", "b"]


def test_the_secrets_of_an_account_go_with_it(database: Database, use_keyring):
    use_keyring(MemoryKeyring())
    sealed(database).put("a", "tokens", TOKEN)
    SqliteAccounts(database).remove("a")
    assert database.execute("SELECT count(*) FROM account_secret").fetchone() == (0,)

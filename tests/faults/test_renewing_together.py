"""Tokens that several processes renew at the same moment are renewed once.

A refresh token that two used would end the whole sign-in (RFC 9700, 4.14.2).
"""

import json
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.faults.renewing_child import MANY
from tests.rigs.gnome_keyring import in_session
from tests.sandbox.conftest import Served, serving


def test_one_renews_and_the_others_take_what_it_was_given(tmp_path: Path):
    with serving(tmp_path / "served") as served:
        add, login, renewed, status = in_session(
            tmp_path / "session",
            account("add", "--name", "P", "--url", served.address, "--client-id", "paraph-desktop",
                    "--oauth"),
            account("login", "--timeout", "60"),
            (sys.executable, "-m", "tests.faults.renewing_child"),
            account("status"),
            environment=environment(tmp_path, served),
        )  # fmt: skip
    assert (add.returncode, login.returncode) == (0, 0), login.stderr
    told = json.loads(renewed.stdout)
    assert len(told) == MANY
    assert len(set(told)) == 1
    assert len(told[0]) == 64, renewed.stderr
    assert status.returncode == 0, status.stderr


def account(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "paraph", "account", *words)


def environment(folder: Path, served: Served) -> dict[str, str]:
    login, password = next(iter(served.logins.items()))
    return {
        "PARAPH_HOME": str(folder / "profile"),
        "BROWSER": f"{sys.executable} -m tests.rigs.scripted_browser %s",
        "SCRIPTED_LOGIN": f"{login} {password}",
        "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
    }

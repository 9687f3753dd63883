"""Several processes that need a new access token at the same moment; run within one session.

Without words it lets the tokens expire and starts the others; says what each came to.
"""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta

from paraph.app import make_program
from paraph.domain.errors import ParaphError
from paraph.remote.tokens import KeptTokens

MANY = 5


def renew() -> str:
    """Call the service, and give a hash of the token that was shown."""
    with make_program().accounts() as desk:
        account = desk.find(None)
        desk.service(account).environment()
        tokens = KeptTokens(account, desk.secrets).find()
        assert tokens is not None
        return hashlib.sha256(tokens.access.reveal().encode()).hexdigest()


def renew_together() -> str:
    """Let the tokens expire, and let many renew them."""
    with make_program().accounts() as desk:
        kept = KeptTokens(desk.find(None), desk.secrets)
        tokens = kept.find()
        assert tokens is not None
        kept.put(tokens._replace(expires=desk.clock.now() - timedelta(hours=1)))
    command = [sys.executable, "-m", "tests.faults.renewing_child", "renew"]
    others = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(MANY)]
    return json.dumps([each.communicate(timeout=120)[0].strip() for each in others])


if __name__ == "__main__":
    try:
        said = renew() if sys.argv[1:] == ["renew"] else renew_together()
    except ParaphError as error:
        said = error.code
    sys.stdout.write(f"{said}\n")

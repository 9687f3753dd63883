"""Note that a file's bytes left Paraph: sent, filed, mailed, exported.

From then on proof is only added behind them; somebody else has them as they are.
"""

from pathlib import Path

from paraph.ports.owed import OwedLevels, ReplacedFiles


def mark_left(path: Path, owed: OwedLevels, files: ReplacedFiles) -> str:
    """Note it and give the SHA-256 of the bytes that may leave now. Raises DocumentMissing.

    Called before they leave: who sends them compares what is sent with this hash, since proof may
    have been added to the file until now.
    """
    sha256 = files.sha256(path)
    with owed.transaction():
        owed.mark_left(sha256)
    return sha256

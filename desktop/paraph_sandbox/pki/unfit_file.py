"""A file of keys or roots that the sandbox was started with and cannot use."""

from pathlib import Path


class UnfitFile(Exception):
    """Names the file and says what is wrong with it; nothing of what it holds."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} {what}.")

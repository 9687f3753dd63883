"""Where a profile lives: `PARAPH_HOME`, else the platform's local, non-roaming folder."""

import os
from pathlib import Path


def profile_home() -> Path:
    """Give the profile's folder, made when it is not there, readable by its owner only."""
    named = os.environ.get("PARAPH_HOME")
    home = Path(named) if named else _local_home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def resources() -> Path:
    """Give the resources' folder, in a source tree or in an installed package."""
    installed = Path(__file__).parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "resources"


def _local_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("paraph", appauthor=False, roaming=False)

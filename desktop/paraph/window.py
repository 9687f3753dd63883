"""Open the window: its processes are started here, and what it may ask for is handed to it."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from paraph import __version__, paths
from paraph.domain.errors import NoDisplay


def open_window(files: Sequence[Path], demo: Any = None) -> int:
    """Show the window until it is closed; raises NoDisplay where there is no screen.

    A profile that cannot be used is told in a window too; then the status is that error's.
    """
    if not has_display():
        raise NoDisplay
    # Drawing starts while Qt is still being loaded.
    first = [_started()] if files else []
    from paraph.settings import load_settings, save_settings

    try:
        home = paths.profile_home()
        settings = load_settings(home)
    except OSError as error:
        for child in first:
            child.close()
        return _tell_no_profile(error)
    from paraph.gui.common.lean_qt import load_qt

    load_qt()
    from paraph.administrator import load_rules
    from paraph.book_engine import BookEngine
    from paraph.engine import Engine, PlanEngine, ProofEngine
    from paraph.gui.actions import DemoCard, GuiUseCases
    from paraph.gui.desk.opening import Opener
    from paraph.gui.start import show_window
    from paraph.prepare_engine import PrepareEngine
    from paraph.request_engine import RequestEngine, SyncEngine

    card = _card_of(demo, DemoCard) if demo is not None else None
    engine, proofs = Engine(demo.token.anchors_der if demo is not None else []), ProofEngine()
    plans, books = PlanEngine(), BookEngine()
    requests, sync, preparing = RequestEngine(), _sync_of(demo, SyncEngine), PrepareEngine()
    use_cases = GuiUseCases(
        open_document=Opener(lambda: _renderer(first.pop() if first else None)),
        signing=engine,
        settings=settings,
        save_settings=lambda changed: save_settings(home, changed),
        sample=lambda: _sample(home),
        demo_card=card,
        watch_readers=_watcher,
        rules=load_rules,
        looks=lambda: _looks(home),
        templates=lambda: _templates(home),
        proofs=proofs,
        network=_network,
        batches=engine,
        plans=plans,
        books=books,
        requests=requests,
        sync=sync,
        record_mark=lambda: _record_mark(home),
        preparing=preparing,
        version=__version__,
    )
    try:
        return show_window(use_cases, files, home / "window.ini")
    finally:
        _end((engine, proofs, plans, books, requests, sync, preparing))


def _end(engines: Sequence[Any]) -> None:
    for each in engines:  # they end beside one another
        each.hang_up()
    for each in engines:
        each.close()


def _card_of(demo: Any, kind: Any) -> Any:
    return kind(demo.token.token_label, demo.token.pin, demo.signing_link)


def _sync_of(demo: Any, kind: Any) -> Any:
    if demo is None:
        return kind()
    from paraph.demo_desk import DemoSyncEngine

    return DemoSyncEngine(demo)


def _tell_no_profile(error: OSError) -> int:
    from paraph.cli.main import tell_no_profile
    from paraph.domain.errors.files import profile_error
    from paraph.gui.common.lean_qt import load_qt

    load_qt()
    from paraph.gui.start_trouble import tell_in_window

    tell_no_profile(error, [])  # for whoever started it in a terminal
    return tell_in_window(profile_error(error, str(error.filename or "")))


def _started() -> Any:
    from paraph.render.child import Child

    return Child()


def _renderer(child: Any) -> Any:
    from paraph.render.client import RenderClient

    return RenderClient(child)


def _watcher() -> Any:
    from paraph.pkcs11.readers import ReaderWatch

    return ReaderWatch()


def _network(parent: Any) -> Any:
    from paraph.gui.proof.system_network import system_network

    return system_network(parent)


def _record_mark(home: Path) -> Any:
    from paraph.store.record_mark import record_mark

    return record_mark(home)


def _looks(home: Path) -> Any:
    from paraph.filing.appearances import JsonLooks

    return JsonLooks(home)


def _templates(home: Path) -> Any:
    from paraph.filing.templates import JsonTemplates

    return JsonTemplates(home)


def _sample(home: Path) -> Path:
    copy = home / "samples" / "fee-agreement.pdf"
    if not copy.exists():
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(paths.resources() / "samples" / "fee-agreement.pdf", copy)
    return copy


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

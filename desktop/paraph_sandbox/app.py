"""Puts the sandbox together."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import Lifespan

from paraph_sandbox.acts.conclusion import Conclusion
from paraph_sandbox.acts.content import sweep
from paraph_sandbox.acts.course import Course
from paraph_sandbox.acts.due import Due
from paraph_sandbox.acts.local_signing import CardSigners
from paraph_sandbox.acts.pdf_work import PdfWork
from paraph_sandbox.acts.signing import Signers, admission
from paraph_sandbox.clock import Clock
from paraph_sandbox.delivery.bells import Bells
from paraph_sandbox.delivery.worker import Worker
from paraph_sandbox.gate.caller import by_access_token, by_api_key
from paraph_sandbox.gate.cursors import Cursors
from paraph_sandbox.gate.faults import Faults
from paraph_sandbox.gate.passing import put_gate_before
from paraph_sandbox.gate.rate import Rate
from paraph_sandbox.gate.services import Options, Services
from paraph_sandbox.gate.ticking import Ticker
from paraph_sandbox.oauth.signer import load_signer
from paraph_sandbox.pages import sign_in, signing
from paraph_sandbox.papers.papers import Papers
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.routes import (
    audit_trails,
    documents,
    events,
    metrics,
    oauth,
    results,
    sandbox,
    sandbox_certificates,
    sandbox_faults,
    signatories,
    signature_requests,
    simulate,
    templates,
    trust_services,
    webhooks,
)
from paraph_sandbox.store.blobs import Blobs
from paraph_sandbox.store.database import Database
from paraph_sandbox.store.unfit_file import usable

_ROUTERS = (
    documents.router,
    results.router,
    signature_requests.router,
    signatories.router,
    templates.router,
    events.router,
    webhooks.router,
    audit_trails.router,
    simulate.router,
    sandbox.router,
    sandbox_certificates.router,
    sandbox_faults.router,
    oauth.router,
    sign_in.router,
    signing.router,
    trust_services.router,
    metrics.router,
)

DATABASE = "sandbox.sqlite"
_LOGINS_PER_MINUTE = 10


def open_services(options: Options) -> Services:
    """Open the data folder, which is made when it is not there. Raises UnfitFile."""
    with usable(options.data, options.data / DATABASE):
        return _opened(options)


def _opened(options: Options) -> Services:
    options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(options.data / DATABASE)
    with database.write() as tx:
        key = tx.value("SELECT value FROM settings WHERE name = 'cursor_key'")
        if key is None:
            key = secrets.token_hex(32)
            tx.insert("settings", name="cursor_key", value=key)
    blobs = Blobs(options.data / "content")
    sweep(database, blobs)
    pki = Pki(options.data / "pki", options.address, options.keys, options.trust)
    work = PdfWork(blobs, pki)
    conclusion = Conclusion(blobs, pki, work)
    course = Course(conclusion.conclude, admission(work))
    clock, bells = clock_of(database), Bells()
    worker = Worker(database, clock, private_too=options.allow_loopback_webhooks)
    database.announce = _announce(bells, worker)
    faults = Faults(database)
    worker.misbehaves = faults.misbehaves
    return Services(
        options=options,
        database=database,
        blobs=blobs,
        papers=Papers(),
        clock=clock,
        cursors=Cursors(bytes.fromhex(key)),
        rate=Rate(options.calls_per_minute),
        logins=Rate(_LOGINS_PER_MINUTE),
        signer=load_signer(options.data, options.keys),
        pki=pki,
        conclusion=conclusion,
        course=course,
        work=work,
        signers=Signers(blobs, work, course),
        card_signers=CardSigners(blobs, pki, work, course),
        due=Due(database, blobs, course),
        bells=bells,
        deliveries=worker,
        faults=faults,
    )


def clock_of(database: Database) -> Clock:
    """Give business time, moved as it was when the sandbox ended."""
    with database.read() as tx:
        offset_s = tx.value("SELECT value FROM settings WHERE name = 'clock_offset_s'")
    return Clock(float(offset_s or 0))


def _announce(bells: Bells, worker: Worker) -> Callable[[set[str]], None]:
    """Give what is done once events are on the disk."""

    def announce(accounts: set[str]) -> None:
        bells.ring(accounts)
        worker.wake()

    return announce


def make_app(services: Services) -> FastAPI:
    """Make the application that answers with these parts; it closes them when it ends."""

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        ticker = Ticker(services.due, services.clock)
        ticker.start()
        services.deliveries.start()
        yield
        services.deliveries.stop()
        ticker.stop()
        services.papers.close()
        services.work.close()
        services.database.close()

    app = with_routes(lifespan=living)
    app.state.services = services
    app.state.identify = [by_api_key, by_access_token]
    put_gate_before(app, services)
    return app


def with_routes(lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """Make an application of all routes, with nothing behind them yet."""
    app = FastAPI(
        title="Paraph sandbox",
        version="2.0.0",
        summary="The remote e-signature API; what it signs has no legal value.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    # As they are: `include_router` makes each of them anew, which is most of a slow start.
    app.router.routes.extend(route for router in _ROUTERS for route in router.routes)
    return app

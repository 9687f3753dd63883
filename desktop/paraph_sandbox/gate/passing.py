"""The order in which a call passes the gate, outermost first."""

from typing import Any

from fastapi import FastAPI

from paraph_sandbox.gate.addresses import Addresses
from paraph_sandbox.gate.addressing import Addressing
from paraph_sandbox.gate.contract import tell_contract
from paraph_sandbox.gate.failures import Failures
from paraph_sandbox.gate.limits import Limits
from paraph_sandbox.gate.metrics import Measured, Metrics
from paraph_sandbox.gate.misbehaving import Misbehaving
from paraph_sandbox.gate.problem_documents import answer_with_problems
from paraph_sandbox.gate.removals import REMOVALS, Removal, Removals
from paraph_sandbox.gate.services import Services
from paraph_sandbox.gate.strict_json import StrictJson
from paraph_sandbox.gate.tracing import Tracing


def put_gate_before(
    app: FastAPI, services: Services, removals: tuple[Removal, ...] = REMOVALS
) -> None:
    """Let every call of `app` pass the gate; its routes are all there already."""
    app.state.metrics = Metrics()
    tell_contract(app, services.options.address, removals)
    answer_with_problems(app)
    order: tuple[tuple[Any, dict[str, Any]], ...] = (
        (Tracing, {}),
        (Measured, {"metrics": app.state.metrics}),
        (Failures, {}),
        (Addressing, {"addresses": Addresses(app)}),
        (Removals, {"removals": removals}),
        (Misbehaving, {"faults": services.faults}),
        (Limits, {}),
        (StrictJson, {}),
    )
    for layer, parts in reversed(order):
        app.add_middleware(layer, **parts)

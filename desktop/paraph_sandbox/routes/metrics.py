"""`/metrics`, for Prometheus: it names no account and nobody, and shows no token."""

from fastapi import APIRouter, Request, Response
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from paraph_sandbox.gate.metrics import Metrics

router = APIRouter(tags=["running it"])
_TOLD = {
    "description": "Rates, errors and latencies by route.",
    "content": {"text/plain": {"schema": {"type": "string"}}},
}


@router.get("/metrics", response_class=Response, responses={200: _TOLD})
def metrics(request: Request) -> Response:
    """Tell the numbers in Prometheus' text format."""
    kept: Metrics = request.app.state.metrics
    return Response(kept.text(), media_type=CONTENT_TYPE_PLAIN_0_0_4)

"""Every refusal as a problem document (RFC 9457), whoever refuses."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from paraph.wire.common import FieldProblem
from paraph.wire.common import Problem as ProblemDocument
from paraph.wire.names import PROBLEM_TYPE
from paraph_sandbox.lifecycle.problems import Problem

_OF_STATUS = {
    400: ("malformed", "The call cannot be read."),
    404: ("not_found", "There is nothing at this address."),
}


def document(problem: Problem, path: str | None, trace_id: str | None) -> ProblemDocument:
    """Give the problem document of a refusal."""
    return ProblemDocument(
        type=f"urn:paraph:problem:{problem.code}",
        title=_phrase(problem.status),
        status=problem.status,
        detail=problem.detail,
        code=problem.code,
        instance=path,
        trace_id=trace_id,
        errors=[FieldProblem(field=name, message=message) for name, message in problem.errors],
        **problem.more,
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Refused"  # a status that nobody registered, as a fault can have


def response(request: Request, problem: Problem) -> Response:
    """Give a refusal as a response; its code is noted for `gate.metrics`."""
    request.state.problem_code = problem.code
    trace_id = getattr(request.state, "trace_id", None)
    body = document(problem, request.url.path, trace_id).model_dump_json()
    return Response(body, problem.status, problem.headers, PROBLEM_TYPE)


def of_validation(error: RequestValidationError) -> Problem:
    """Tell which names of a call are wrong; their values are not repeated."""
    told = error.errors()
    errors = tuple(
        (".".join(str(part) for part in each["loc"][1:]) or str(each["loc"][0]), each["msg"])
        for each in told
    )
    return Problem(422, "invalid_request", "The call does not fit.", errors=errors)


def answer_with_problems(app: FastAPI) -> None:
    """Make every refusal of `app` a problem document."""

    @app.exception_handler(Problem)
    def _refused(request: Request, error: Problem) -> Response:
        return response(request, error)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        return response(request, of_validation(error))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        code, detail = _OF_STATUS.get(error.status_code, ("refused", str(error.detail)))
        headers = dict(error.headers or {})
        return response(request, Problem(error.status_code, code, detail, headers=headers))

"""How well services answered, for the command line."""

from collections.abc import Mapping, Sequence
from typing import Any

from paraph.cli.owed_words import utc
from paraph.cli.program import Program
from paraph.domain.errors import ParaphError
from paraph.domain.service.account import Account
from paraph.domain.service.health import HealthWarning, RouteHealth, ServiceHealth

_WARNINGS = {
    HealthWarning.ERRORS: "More than 1 % of the calls failed at the service.",
    HealthWarning.SLOW: "The service is slow: of a hundred calls the slowest takes over 3 s.",
}


def health_json(health: ServiceHealth) -> dict[str, Any]:
    """Give a service's last day; `success_rate` is from 0 to 1."""
    rate = health.success_rate
    return {
        "since": utc(health.since),
        "calls": health.calls,
        "errors": health.errors,
        "rate_limited": health.limited,
        "not_reached": health.not_reached,
        "success_rate": round(rate, 6) if rate is not None else None,
        **health.times._asdict(),
        "warnings": [str(each) for each in health.warnings],
        "endpoints": [_route_json(each) for each in health.routes],
    }


def health_lines(health: ServiceHealth) -> Sequence[str]:
    """Say it in a few lines: figures, what fails, and limits that are passed."""
    told = health_json(health)
    lines = [f"Last day: {_figures(told)}"]
    for each in health.routes:
        if each.errors:
            kinds = ", ".join(f"{word} x {count}" for word, count in each.kinds)
            lines.append(f"  {each.method} {each.route}: {each.errors} of {each.calls} ({kinds})")
    return [*lines, *(_WARNINGS[each] for each in health.warnings)]


def days_of(program: Program, accounts: Sequence[Account]) -> Mapping[str, ServiceHealth]:
    """Read accounts' days, by the accounts' ids. Raises StoreBusy."""
    with program.health() as desk:
        return {each.id: desk.of(each) for each in accounts}


def services_json(program: Program) -> dict[str, Any] | None:
    """Give all accounts' days by the accounts' names; None where the record does not open."""
    try:
        with program.health() as desk:
            return {each.account.name: health_json(each.health) for each in desk.all()}
    except ParaphError:
        return None  # the record's own line says why


def services_lines(services: dict[str, Any] | None) -> Sequence[str]:
    """Say of each account how its service answered."""
    if not services:
        known = "no account" if services is not None else "not known: the record does not open"
        return [f"E-signature service: {known}."]
    lines = []
    for name, told in services.items():
        lines.append(f"E-signature service {name}: {_figures(told)}")
        lines += [f"  {_WARNINGS[HealthWarning(each)]}" for each in told["warnings"]]
    return lines


def _figures(told: dict[str, Any]) -> str:
    parts = ["no call."]
    if told["calls"]:
        errors = told["errors"]
        # Not all of them came through is never rounded up to all.
        thousandths = 1000 * (told["calls"] - errors) // told["calls"]
        percent = f"{thousandths / 10:.1f}" if errors else "100"
        parts = [f"{percent} % of {told['calls']:,} calls came through{_times(told)}."]
    if told["rate_limited"]:
        parts.append(f"{told['rate_limited']:,} were too many for its limit.")
    if told["not_reached"]:
        parts.append(f"{told['not_reached']:,} did not reach it, which is not its error.")
    return " ".join(parts)


def _times(told: dict[str, Any]) -> str:
    if told["p95_ms"] is None:
        return ""
    return f", p95 {told['p95_ms'] / 1000:.1f} s, p99 {told['p99_ms'] / 1000:.1f} s"


def _route_json(route: RouteHealth) -> dict[str, Any]:
    return {
        "method": route.method,
        "route": route.route,
        "calls": route.calls,
        "errors": route.errors,
        "by_kind": dict(route.kinds),
        **route.times._asdict(),
    }

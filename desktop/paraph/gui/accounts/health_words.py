"""How a service answered in the last day, in the words of the window."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from paraph.domain.service.health import HealthWarning, RouteHealth, ServiceHealth

translate = QCoreApplication.translate
_MOST_KINDS = 3


def day_line(health: ServiceHealth) -> str:
    """Say a day in a line."""
    if not health.calls:
        return translate("Health", "No call in the last day")
    line = translate(
        "Health", "{percent} % of %Ln call(s) came through in the last day", "", health.calls
    ).format(percent=share_words(health))
    times = health.times
    if times.p95_ms is None or times.p99_ms is None:
        return line
    return f"{line} · p95 {seconds_words(times.p95_ms)} · p99 {seconds_words(times.p99_ms)}"


def beside_lines(health: ServiceHealth) -> Sequence[str]:
    """Say what is no error of the service, and yet may be felt."""
    lines = []
    if health.limited:
        lines.append(
            translate(
                "Health", "%n call(s) were too many for the service’s limit, and waited", "",
                health.limited,
            )
        )  # fmt: skip
    if health.not_reached:
        lines.append(
            translate(
                "Health", "%n call(s) found no way to the service: that is the network’s part", "",
                health.not_reached,
            )
        )  # fmt: skip
    return lines


def warning_line(warning: HealthWarning) -> str:
    """Warn of a limit that is passed."""
    return {
        HealthWarning.ERRORS: translate(
            "Health", "More than 1 % of the calls failed at the service."
        ),
        HealthWarning.SLOW: translate(
            "Health", "The service is slow: the slowest calls take more than 3 seconds."
        ),
    }[warning]


def share_words(health: ServiceHealth) -> str:
    """Give the share that came through in percent; it is all of them only where it is."""
    if not health.errors:
        return QLocale().toString(100)
    thousandths = 1000 * (health.calls - health.errors) // health.calls
    return QLocale().toString(thousandths / 10, "f", 1)


def seconds_words(milliseconds: int) -> str:
    """Give a time in seconds."""
    seconds = QLocale().toString(milliseconds / 1000, "f", 1)
    return translate("Health", "{seconds} s").format(seconds=seconds)


def kinds_words(route: RouteHealth) -> str:
    """Give what an endpoint's errors were, the most frequent first."""
    told = [f"{_kind_words(kind)} \u00d7 {count}" for kind, count in route.kinds[:_MOST_KINDS]]
    return ", ".join([*told, *(["…"] if len(route.kinds) > _MOST_KINDS else [])])


def _kind_words(kind: str) -> str:
    known = {
        "timeout": translate("Health", "no answer in time"),
        "broke_off": translate("Health", "broke off"),
        "damaged": translate("Health", "damaged answer"),
        "too_large": translate("Health", "answer too large"),
        "not_understood": translate("Health", "answer not understood"),
    }
    return known.get(kind, kind)

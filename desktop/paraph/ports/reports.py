"""Printing reports."""

from collections.abc import Callable
from typing import TypeAlias

from paraph.domain.many.report_sheet import ReportSheet

PrintReport: TypeAlias = Callable[[ReportSheet], bytes]
"""Gives a report as a PDF of A4 pages with its fonts in it."""

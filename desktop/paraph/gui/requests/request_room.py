"""What inbox and sent share: a list of requests, and the one that stands in front."""

from PySide6.QtCore import QObject

from paraph.domain.errors import ParaphError
from paraph.gui.requests.request_list import RequestList
from paraph.gui.requests.request_model import Filled
from paraph.gui.requests.request_tools import RequestTools
from paraph.usecases.request_board import ListedRequest


class RequestRoom(QObject):
    """`rows` is the list, `listed` what stands in front; each room shows it in its own way."""

    rows: RequestList

    def __init__(self, tools: RequestTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self.listed: ListedRequest | None = None
        self._wanted = ""  # the request that is to come to the front

    def show_request(self, request_id: str) -> None:
        """Bring a request to the front, wherever it stands in the list."""
        self._wanted = request_id
        self._look_at(request_id)

    def _look_at(self, request_id: str) -> None:
        acts = self._tools.acts

        def take(listed: ListedRequest) -> None:
            if self._wanted == request_id or (
                self.listed is not None and self.listed.request.id == request_id
            ):
                self._show(listed)
                self.rows.choose(request_id)

        self._tools.record.read(lambda: acts.request(request_id), take, self._tell)

    def _fill(self, filled: Filled) -> None:
        """Show the list as it was read."""
        self.rows.show_counts(filled.counts)
        self.rows.model.fill(filled)
        self.rows.show_rows()
        if self._wanted:
            self.rows.choose(self._wanted)
        elif self.listed is None:
            self.rows.choose_first()

    def _show(self, listed: ListedRequest) -> None:
        """Put a request in front."""
        raise NotImplementedError

    def _tell(self, error: ParaphError) -> None:
        """Say that the record could not be read."""
        raise NotImplementedError

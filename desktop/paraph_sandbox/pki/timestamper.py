"""The timestamp authority as pyHanko asks it, in this process and without HTTP."""

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from paraph_sandbox.pki import tsa
from paraph_sandbox.pki.authorities import Authorities


class OwnTimeStamper(TimeStamper):
    """Asks the sandbox's own authority. It belongs to one thread."""

    def __init__(self, authorities: Authorities) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._authorities = authorities

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Give the authority's answer."""
        return tsp.TimeStampResp.load(tsa.answer(self._authorities, req.dump()))

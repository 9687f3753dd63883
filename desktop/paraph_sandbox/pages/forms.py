"""Forms that a browser posts."""

from typing import Annotated

from authlib.oauth2.rfc6749 import OAuth2Error
from fastapi import Depends, Request

from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.oauth.parameters import read_form


async def _read(request: Request) -> dict[str, str]:
    body = await request.body()
    try:
        return read_form(request.headers.get("Content-Type", ""), body)
    except OAuth2Error as error:
        raise Problem(400, "malformed", error.get_error_description()) from error


Form = Annotated[dict[str, str], Depends(_read)]

"""A person at a browser, played by HTTP; as a program it is what BROWSER names.

It fills in each page's form, follows where it is sent, and ends at the program's own address.
"""

import os
import sys
from urllib.parse import urljoin, urlsplit

import httpx2

from tests.sandbox.browsing import forms_of

_MOST_STEPS = 15


def sign_in_at(address: str, login: str, password: str, decision: str = "allow") -> str:
    """Sign in, allow or refuse; gives the page that the program shows at the end."""
    with httpx2.Client(timeout=20) as client:
        answer = client.get(address)
        for _ in range(_MOST_STEPS):
            if answer.is_redirect:
                there = urljoin(str(answer.url), answer.headers["Location"])
                answer = client.get(there)
                if urlsplit(there).path == "/callback":
                    return answer.text
                continue
            form = forms_of(answer.text)[0]
            fields = {**form.fields, "login": login, "password": password, "decision": decision}
            answer = client.post(urljoin(str(answer.url), form.action), data=fields)
    raise AssertionError("the sign-in came to no end")


if __name__ == "__main__":
    sign_in_at(sys.argv[1], *os.environ["SCRIPTED_LOGIN"].split(" "))

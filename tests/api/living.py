"""A real site on a real SQLite file, its people signed in as a browser signs them in."""

import json
import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

__all__ = ["Site"]


@dataclass(frozen=True)
class Site:
    """A demo city that is being served."""

    address: str
    passwords: dict[str, str]

    def token_of(self, username, scopes=("read", "write")):
        """Sign in on the page, and issue a token in that session."""
        cookies = CookieJar()
        browser = build_opener(HTTPCookieProcessor(cookies))
        page = browser.open(f"{self.address}/accounts/login/").read().decode()
        form = {
            "csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1],
            "login": username,
            "password": self.passwords[username],
        }
        browser.open(f"{self.address}/accounts/login/", urlencode(form).encode())
        secret = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
        body = json.dumps({"name": "guide", "scopes": list(scopes), "days": 1}).encode()
        headers = {"Content-Type": "application/json", "X-CSRFToken": secret}
        answer = browser.open(Request(f"{self.address}/api/v1/organisation/tokens", body, headers))  # noqa: S310 - ours
        return json.loads(answer.read())["secret"]

"""A browser that keeps cookies, tells its origin, and does not follow redirects by itself."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def location(self) -> str | None:
        return self.headers["Location"]

    @property
    def heading(self) -> str:
        found = re.search("<h1>(.*)</h1>", self.text)
        assert found is not None, self.text
        return found[1]

    @property
    def notice(self) -> str | None:
        found = re.search('<p class="(?:summary|message)".*?>(.*)</p>', self.text)
        return found[1] if found else None


@dataclass
class Browser:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, **fields: str) -> Answer:
        return self.ask("POST", path, urlencode(fields).encode())

    def ask(self, method: str, path: str, body: bytes = b"", **more: str | None) -> Answer:
        """One request. A header whose value is ``None`` is left out."""
        headers: dict[str, str | None] = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {k: v for k, v in headers.items() if v})
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return Answer(response.status, response.headers, text)

    def sign_in(self, email: str, password: str) -> Answer:
        """As far as the page after the password."""
        answer = self.post("/sign-in", email=email, password=password)
        assert (answer.status, answer.location) == (303, "/journey")
        return self.get("/journey")

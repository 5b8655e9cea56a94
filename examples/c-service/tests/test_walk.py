"""What a browser meets, and what somebody else's page or program meets."""

from __future__ import annotations

import doorstep
import pytest
from conftest import Service

EMAIL = "ada@example.com"


def wrong(code: str) -> str:
    return str((int(code[0]) + 1) % 10) + code[1:]


def test_the_main_story(service: Service) -> None:
    one = service.browser()
    assert one.get("/").location == "/account"
    assert one.get("/account").location == "/sign-in"
    assert one.get("/sign-in").heading == "Sign in"

    page = one.sign_in(EMAIL, service.password)
    assert page.heading == "Confirm that it is you"
    assert EMAIL not in page.text and "a***a@e***.com" in page.text
    assert one.get("/account").location == "/sign-in"

    code = service.mailbox.code(1)
    assert one.post("/journey/code", code=wrong(code)).location == "/journey"
    assert one.get("/journey").notice == "That code is not right. 4 tries left."
    assert one.get("/journey").notice is None

    assert one.post("/journey/resend").location == "/journey"
    assert (one.get("/journey").notice or "").startswith("You can ask for a new code in ")

    assert one.post("/journey/code", code=f" {code[:4]} {code[4:]} ").location == "/account"
    account = one.get("/account")
    assert account.heading == "Hello, Ada"
    assert "Multifactor" in account.text
    assert "<li>CA01 - All apps: Require MFA for all users: success</li>" in account.text
    assert one.get("/denied").location == "/account"

    session = one.cookies["doorstep_session"]
    assert one.post("/sign-out").location == "/sign-in"
    assert one.get("/sign-in").notice == "You are signed out."
    one.cookies["doorstep_session"] = session
    assert one.get("/account").location == "/sign-in"


def test_an_unknown_account_is_answered_like_a_wrong_password(service: Service) -> None:
    pages = []
    for email, password in [(EMAIL, "wrong password"), ("eve@example.com", "wrong password")]:
        one = service.browser()
        page = one.sign_in(email, password)
        assert page.notice == "The email address or the password is not right."
        pages.append(page.text)
    assert pages[0] == pages[1]


def test_too_many_wrong_codes_end_the_sign_in(service: Service) -> None:
    one = service.browser()
    one.sign_in(EMAIL, service.password)
    code = service.mailbox.code(1)
    notices = []
    for _ in range(5):
        one.post("/journey/code", code=wrong(code))
        notices.append(one.get("/journey").notice)
    assert notices[-1] == "That code is not right. No more tries: ask for a new code."
    one.post("/journey/code", code=code)
    assert one.get("/account").location == "/sign-in"


def test_starting_again_ends_what_was_begun(service: Service) -> None:
    one = service.browser()
    one.sign_in(EMAIL, service.password)
    journey = one.cookies["doorstep_journey"]
    assert one.post("/journey/cancel").location == "/sign-in"
    assert "doorstep_journey" not in one.cookies
    one.cookies["doorstep_journey"] = journey
    assert one.post("/journey/code", code=service.mailbox.code(1)).location == "/denied"
    denied = one.get("/denied")
    assert (denied.status, denied.heading) == (403, "Start again")


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1"])
def test_a_form_of_another_site_does_nothing(service: Service, origin: str | None) -> None:
    one = service.browser()
    one.sign_in(EMAIL, service.password)
    body = f"code={service.mailbox.code(1)}".encode()
    assert one.ask("POST", "/journey/code", body, Origin=origin).status == 403
    assert one.get("/account").location == "/sign-in"
    assert one.ask("POST", "/journey/code", body).location == "/account"
    assert one.ask("POST", "/sign-out", b"x=", Origin=origin).status == 403
    assert one.get("/account").status == 200


def test_cookies_are_kept_from_scripts_and_other_sites(service: Service) -> None:
    for origin, secure in [(service.origin, False), ("https://shop.example", True)]:
        service.stop()
        service.start(DOORSTEP_ORIGIN=origin)
        body = f"email={EMAIL}&password={service.password}".encode()
        answer = service.browser().ask("POST", "/sign-in", body, Origin=origin)
        (cookie,) = answer.headers.get_all("Set-Cookie") or []
        attributes = [part.strip() for part in cookie.split(";")[1:]]
        assert attributes == ["Path=/", "HttpOnly", "SameSite=Lax", *(["Secure"] if secure else [])]


def test_pages_allow_nothing_that_they_do_not_need(service: Service) -> None:
    headers = service.browser().get("/sign-in").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; form-action 'self'")


def test_what_is_stored_is_escaped(service: Service) -> None:
    name = "<script>alert(\"1\")</script> & 'co'"
    data = service.folder / "data"
    with doorstep.Engine(str(data / "doorstep.db"), doorstep.KeyRing.from_file(str(data / "key"))) as engine:
        users = engine.tenant("contoso").users
        users.update(users.find_by_email(EMAIL).id, display_name=name)
    one = service.browser()
    one.sign_in(EMAIL, service.password)
    one.post("/journey/code", code=service.mailbox.code(1))
    heading = one.get("/account").heading
    assert heading == "Hello, &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;"


def test_a_session_outlives_the_service(service: Service) -> None:
    one = service.browser()
    one.sign_in(EMAIL, service.password)
    one.post("/journey/code", code=service.mailbox.code(1))
    service.stop()
    service.start()
    assert one.get("/account").heading == "Hello, Ada"
    assert service.said.count("set up:") == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"email=ada@example.com&password=a%00b", 400),
        (b"email=ada@example.com&password=" + b"x" * 1025, 400),
        (b"email=%ff%fe&password=x", 303),
        (b"email=nobody&password=x", 303),
        (b"", 303),
        (b"%", 303),
        (b"password", 303),
    ],
)
def test_forms_that_cannot_be_meant(service: Service, body: bytes, status: int) -> None:
    one = service.browser()
    assert one.ask("POST", "/sign-in", body).status == status
    if status == 303:
        assert one.get("/sign-in").notice == "This does not look right. Please check it."


def test_other_requests(service: Service) -> None:
    one = service.browser()
    assert one.get("/nowhere").status == 404
    assert one.ask("DELETE", "/account").status == 405
    assert one.get("/style.css").headers["Content-Type"] == "text/css; charset=utf-8"
    for rubbish in ["", "x", "1-1", "1-99-9", "-1--1--1", "2-" + "9" * 40]:
        one.cookies = {"doorstep_notice": rubbish, "doorstep_journey": rubbish, "doorstep_session": rubbish}
        assert one.get("/sign-in").status == 200
        assert one.get("/account").location == "/sign-in"
        assert one.get("/denied").status in (303, 403)

"""What every page of a sign-in site needs: form tokens, response headers, cookies."""

import hashlib
import hmac
import secrets

from flask import Flask, Response, abort, current_app, request, session

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def protect(app: Flask) -> None:
    app.before_request(check_form_token)
    app.after_request(add_headers)
    app.jinja_env.globals["form_token"] = form_token


def form_token() -> str:
    """Goes into every form. A page of another site cannot know it."""
    seed = session.setdefault("form_seed", secrets.token_hex(16))
    return sign(f"form:{seed}")


def check_form_token() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    given = request.form.get("form_token", "")
    if not hmac.compare_digest(given.encode(), form_token().encode()):
        abort(400, "This form is too old, or it was not sent from this site. Go back, reload the page and try again.")


def sign(text: str) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Frame-Options", "DENY")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    return response


def set_cookie(response: Response, name: str, value: str, *, path: str, max_age: int) -> None:
    response.set_cookie(
        name, value, max_age=max_age, path=path, httponly=True, samesite="Lax", secure=request.is_secure
    )


def drop_cookie(response: Response, name: str, *, path: str) -> None:
    response.delete_cookie(name, path=path, httponly=True, samesite="Lax", secure=request.is_secure)

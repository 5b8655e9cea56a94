"""Puts the pages together into one Flask app."""

from datetime import datetime, timezone

import doorstep
from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from . import mailbox, security
from .admin import pages as admin_pages
from .journey import Front, journey_pages
from .seed_data import Demo
from .shop import home_pages
from .words import span


def create_app(demo: Demo) -> Flask:
    app = Flask(__name__)
    app.secret_key = demo.flask_secret
    app.demo = demo
    app.config.update(
        SESSION_COOKIE_NAME="shop_page_state",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=256 * 1024,
        TRUSTED_HOSTS=["127.0.0.1", "localhost"],
    )
    security.protect(app)
    app.jinja_env.filters.update(when=when, clock=clock, iso=iso, span=span)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    # One sign-in, three apps: the same pages, each with its own client id and its own cookies.
    shop = Front("shop", "Contoso Shop", demo.shop_client, prefix="")
    newsletter = Front("newsletter", "Contoso Newsletter", demo.newsletter_client, prefix="/newsletter")
    admin = Front("admin", "Contoso Admin", demo.admin_client, prefix="/admin", sign_up=False)
    for front in (shop, newsletter, admin):
        app.register_blueprint(journey_pages(front))
    app.register_blueprint(home_pages(shop))
    app.register_blueprint(home_pages(newsletter))
    app.register_blueprint(admin_pages(admin))
    app.register_blueprint(mailbox.pages)

    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(doorstep.Busy, busy)
    return app


def http_error(error: HTTPException):
    return render_template("error.html", title=error.name, text=error.description), error.code


def busy(_: doorstep.Busy):
    return render_template("error.html", title="Too busy", text="Please try again in a moment."), 503


def when(moment: datetime | None) -> str:
    if moment is None:
        return "–"
    return moment.astimezone(timezone.utc).strftime("%d %b %Y, %H:%M:%S UTC").lstrip("0").replace(" ", "\N{NO-BREAK SPACE}")


def clock(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%H:%M:%S UTC")


def iso(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")

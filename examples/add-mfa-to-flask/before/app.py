"""A small app with its own user table and its own password check."""

import secrets
import sqlite3

from flask import Flask, redirect, render_template_string, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

PAGE = """<!doctype html><html lang="en"><title>Ledger</title><main><h1>Ledger</h1>
{% if problem %}<p role="alert">{{ problem }}</p>{% endif %}{{ body | safe }}</main></html>"""

LOGIN = """<form method="post"><p><label>Email <input name="email" type="email" required></label></p>
<p><label>Password <input name="password" type="password" required></label></p><button>Sign in</button></form>"""


def page(body, problem=None, status=200):
    return render_template_string(PAGE, body=body, problem=problem), status


def create_app(database):
    app = Flask(__name__)
    app.secret_key = secrets.token_bytes(32)
    app.config.update(SESSION_COOKIE_SAMESITE="Lax")
    users = sqlite3.connect(database, check_same_thread=False)
    users.execute("CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, password TEXT)")

    def add_user(email, password):
        users.execute("INSERT INTO users (email, password) VALUES (?, ?)", (email, generate_password_hash(password)))
        users.commit()

    app.add_user = add_user

    @app.get("/")
    def home():
        if "user" not in session:
            return redirect(url_for("login"))
        return page("<p>Your books are open.</p>")

    @app.route("/login", methods=["GET", "POST"])
    def login():
        if request.method == "GET":
            return page(LOGIN)
        row = users.execute("SELECT id, email, password FROM users WHERE email = ?", (request.form["email"],)).fetchone()
        if row is None or not check_password_hash(row[2], request.form["password"]):
            return page(LOGIN, "Email or password is not right.", 401)
        session.clear()
        session["user"] = row[0]
        return redirect(url_for("home"))

    return app


if __name__ == "__main__":
    ledger = create_app("ledger.sqlite")
    try:
        ledger.add_user("kim@example.com", "open the books")
    except sqlite3.IntegrityError:
        pass  # from an earlier run
    ledger.run(port=8081)

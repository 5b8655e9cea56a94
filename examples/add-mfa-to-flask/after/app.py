"""The same app: its own user table, its own password check, and Doorstep for the second factor."""

import secrets
import sqlite3

import doorstep
from flask import Flask, redirect, render_template_string, request, session, url_for
from set_up import open_doorstep, print_instead_of_sending
from werkzeug.security import check_password_hash, generate_password_hash

PAGE = """<!doctype html><html lang="en"><title>Ledger</title><main><h1>Ledger</h1>
{% if problem %}<p role="alert">{{ problem }}</p>{% endif %}{{ body | safe }}</main></html>"""

LOGIN = """<form method="post"><p><label>Email <input name="email" type="email" required></label></p>
<p><label>Password <input name="password" type="password" required></label></p><button>Sign in</button></form>"""

CODE = """<form method="post" action="/code"><p><label>The code we have sent by email
<input name="code" inputmode="numeric" autocomplete="one-time-code" required></label></p><button>Go on</button></form>"""


def page(body, problem=None, status=200):
    return render_template_string(PAGE, body=body, problem=problem), status


def create_app(database, tenant, client_id):
    app = Flask(__name__)
    mfa = tenant.app(client_id)
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
        return follow(mfa.begin_second_factor(subject=str(row[0]), email=row[1], amr=["pwd"]))

    @app.post("/code")
    def code():
        return follow(mfa.submit_code(session.get("journey", ""), request.form["code"]))

    def follow(step):
        match step:
            case doorstep.CodeRequired(token=token, problem=problem):
                session["journey"] = token
                return page(CODE, "That code is not right." if problem else None, 401 if problem else 200)
            case doorstep.Completed(session=proven):
                session.clear()
                session["user"] = int(tenant.users.get(proven.user_id).external_subject)
                return redirect(url_for("home"))
        session.clear()
        return page(LOGIN, "Sign-in is not possible. Start again.", 403)

    return app


if __name__ == "__main__":
    ledger = create_app("ledger.sqlite", *open_doorstep(".", print_instead_of_sending))
    try:
        ledger.add_user("kim@example.com", "open the books")
    except sqlite3.IntegrityError:
        pass  # from an earlier run
    ledger.run(port=8081)

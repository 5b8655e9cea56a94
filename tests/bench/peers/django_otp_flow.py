"""django-otp's password, mailed code and session on SQLite: answers ``what first count`` with times in nanoseconds."""

from __future__ import annotations

import json
import re
import sys
from time import perf_counter_ns

import django
from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher

PATH, HASHER, SYNCHRONOUS = sys.argv[1:]
PASSWORD = "correct horse battery staple"
USERS = 50


class FreeHasher(BasePasswordHasher):
    algorithm = "free"

    def encode(self, password: str, salt: str) -> str:
        return f"free$1${salt}${password}"

    def verify(self, password: str, encoded: str) -> bool:
        return encoded.split("$", 3)[3] == password

    def must_update(self, encoded: str) -> bool:
        return False


settings.configure(
    SECRET_KEY="0123456789abcdef0123456789abcdef",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django_otp",
        "django_otp.plugins.otp_email",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": PATH,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": f"PRAGMA journal_mode = WAL; PRAGMA synchronous = {SYNCHRONOUS};"},
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    OTP_EMAIL_COOLDOWN_DURATION=0,
    **({"PASSWORD_HASHERS": [f"{__name__}.FreeHasher"]} if HASHER == "free" else {}),
)
django.setup()

from django.contrib.auth import authenticate, get_user, get_user_model, login  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django_otp import login as otp_login  # noqa: E402
from django_otp.plugins.otp_email.models import EmailDevice  # noqa: E402

call_command("migrate", verbosity=0)
mail.outbox = []
for number in range(USERS):
    name = f"user{number}"
    user = get_user_model().objects.create_user(name, f"{name}@example.com", PASSWORD)
    EmailDevice.objects.create(user=user, name="mail", confirmed=True)


def request(session_key: str | None) -> HttpRequest:
    made = HttpRequest()
    made.META["REMOTE_ADDR"] = "192.0.2.7"
    made.session = SessionStore(session_key)
    return made


def flow(n: int) -> None:
    first = request(None)
    user = authenticate(first, username=f"user{n % USERS}", password=PASSWORD)
    assert user
    login(first, user)
    EmailDevice.objects.get(user=user).generate_challenge()
    first.session.save()

    token = re.search(r"\b\d{6}\b", mail.outbox.pop().body)
    assert token
    second = request(first.session.session_key)
    device = EmailDevice.objects.get(user=get_user(second))
    assert device.verify_token(token.group())
    second.user = device.user
    otp_login(second, device)
    second.session.save()


def count() -> list[int]:
    with CaptureQueriesContext(connection) as queries:
        flow(0)
    statements = [query["sql"] for query in queries]
    return [len(statements), sum(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql in statements)]


print("[]", flush=True)
for line in sys.stdin:
    what, first_number, many = line.split()
    times = []
    if what == "count":
        times = count()
    else:
        for number in range(int(first_number), int(first_number) + int(many)):
            began = perf_counter_ns()
            flow(number)
            times.append(perf_counter_ns() - began)
    print(json.dumps(times), flush=True)

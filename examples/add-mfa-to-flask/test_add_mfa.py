"""Before: the password alone opens the books. After: it only opens the question for a code."""

import difflib
import importlib.util
import queue
import re
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
EMAIL, PASSWORD = "kim@example.com", "a long sentence about ledgers"


def load(name):
    folder = str((HERE / name).parent)
    sys.path.insert(0, folder)
    try:
        spec = importlib.util.spec_from_file_location(name.replace("/", "_").removesuffix(".py"), HERE / name)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(folder)


@pytest.fixture
def before(tmp_path):
    app = load("before/app.py").create_app(tmp_path / "ledger.sqlite")
    app.add_user(EMAIL, PASSWORD)
    return app.test_client()


@pytest.fixture
def mails():
    return queue.Queue()


@pytest.fixture
def after(tmp_path, mails):
    tenant, client_id = load("after/set_up.py").open_doorstep(tmp_path, mails.put)  # the mailer is any callable
    app = load("after/app.py").create_app(tmp_path / "ledger.sqlite", tenant, client_id)
    app.add_user(EMAIL, PASSWORD)
    return app.test_client()


def sign_in(client, password=PASSWORD):
    return client.post("/login", data={"email": EMAIL, "password": password})


def is_open(client):
    return client.get("/").status_code == 200


def test_before_the_password_alone_opens(before):
    assert not is_open(before)
    assert sign_in(before).headers["Location"] == "/"
    assert is_open(before)


def test_after_the_password_alone_opens_nothing(after, mails):
    answer = sign_in(after)
    assert "code" in answer.text
    assert not is_open(after)
    message = mails.get(timeout=30)
    assert message.to == EMAIL and message.code not in answer.text


def test_after_a_wrong_code_is_refused(after, mails):
    sign_in(after)
    right = mails.get(timeout=30).code
    wrong = "".join(str(9 - int(digit)) for digit in right)
    assert after.post("/code", data={"code": wrong}).status_code == 401
    assert not is_open(after)
    after.post("/code", data={"code": right})
    assert is_open(after)


def test_after_the_right_code_opens(after, mails):
    sign_in(after)
    answer = after.post("/code", data={"code": re.sub(r"\D", "", mails.get(timeout=30).code)})
    assert answer.headers["Location"] == "/"
    assert is_open(after)


def test_after_a_code_works_once(after, mails):
    sign_in(after)
    code = mails.get(timeout=30).code
    after.post("/code", data={"code": code})
    other = after.application.test_client()
    other.post("/code", data={"code": code})
    assert not is_open(other)


def test_after_a_wrong_password_still_sends_nothing(after, mails):
    assert sign_in(after, "wrong").status_code == 401
    assert mails.empty() and not is_open(after)


def test_the_readme_shows_the_difference():
    names = ("before/app.py", "after/app.py")
    texts = [(HERE / name).read_text().splitlines(keepends=True) for name in names]
    assert "".join(difflib.unified_diff(*texts, *names)) in (HERE / "README.md").read_text()

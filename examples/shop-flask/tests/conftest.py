import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from shop.app import create_app
from shop.mailbox import Mailbox
from shop.seed_data import open_demo


class Browser:
    """A Flask test client that fills in forms the way a browser does: hidden fields come from the page."""

    def __init__(self, demo):
        self.demo = demo
        self.client = create_app(demo).test_client()

    def get(self, path: str, status: int = 200) -> str:
        self.page = self.client.get(path, follow_redirects=True)
        assert self.page.status_code == status, self.text
        return self.text

    def post(self, path: str, status: int = 200, **fields) -> str:
        hidden = dict(re.findall(r'<input type="hidden" name="(form_token|step|rows)" value="([^"]*)"', self.text))
        self.page = self.client.post(path, data=hidden | fields, follow_redirects=True)
        assert self.page.status_code == status, self.text
        return self.text

    @property
    def text(self) -> str:
        return self.page.get_data(as_text=True)

    def code(self) -> str:
        """The code in the newest message that the SMTP server received."""
        self.demo.engine.deliver_mail()
        text = self.demo.mailbox.newest_first()[0].text
        return re.search(r"\b\d(?:\s?\d){7}\b", text).group()

    def wrong_code(self) -> str:
        right = "".join(self.code().split())
        return "".join(str(9 - int(digit)) for digit in right)


@pytest.fixture
def demo(tmp_path):
    mailbox = Mailbox(tmp_path / "mail")
    mailbox.start()
    demo = open_demo(tmp_path, mailbox, deliver_in_background=False)
    yield demo
    demo.engine.close()
    mailbox.stop()


@pytest.fixture
def browser(demo):
    """Makes as many browsers as a test asks for."""
    return lambda: Browser(demo)

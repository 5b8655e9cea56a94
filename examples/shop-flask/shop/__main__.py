"""Starts the demo: ``python -m shop``. Ctrl-C stops it."""

import logging
import os
import signal
from pathlib import Path

from werkzeug.serving import make_server

from .app import create_app
from .mailbox import Mailbox
from .seed_data import open_demo

HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    port = int(os.environ.get("DOORSTEP_DEMO_PORT", "8080"))
    data = Path(os.environ.get("DOORSTEP_DEMO_DATA", HERE / "data"))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # `kill` stops it as cleanly as Ctrl-C
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line per request
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    mailbox = Mailbox(data / "mail")
    try:
        mailbox.start()
        demo = open_demo(data, mailbox, past=True)
        try:
            # Werkzeug's own server is fine for a demo on one machine. In production,
            # run `create_app` under a real WSGI server, behind HTTPS.
            server = make_server("127.0.0.1", port, create_app(demo), threaded=True)
            try:
                print(greeting(f"http://127.0.0.1:{server.port}", demo), flush=True)
                server.serve_forever()
            finally:
                server.server_close()
        finally:
            demo.engine.close()
    except KeyboardInterrupt:
        pass  # at any moment, also while it starts
    finally:
        mailbox.stop()
    print("\nStopped. What you did is kept in", data)


def greeting(address: str, demo) -> str:
    return f"""
  Contoso Shop is open:  {address}

    Customer    {address}/             choose "Sign up", then read the code in the mailbox
    Mailbox     {address}/mailbox      every message the shop has sent
    Newsletter  {address}/newsletter/  an app that signs in with an emailed code only
    Admin       {address}/admin/       turn on multifactor authentication, step by step

    The administrator signs in with
      email     {demo.admin_email}
      password  {demo.admin_password}   (kept in {demo.data / "admin-password.txt"})

  Ctrl-C stops the demo. To start over, delete {demo.data}
"""


if __name__ == "__main__":
    main()

"""A versitygw on loopback, as the embedded store is one, with its data in a folder."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ACCOUNT = "bench"
SECRET = "bench-secret"
BUCKET = "bench"


class Store:
    """Starts with an empty bucket, and stops when the block ends."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = Path(folder)

    def __enter__(self):
        # Told to stop, Python would end at once and leave the store behind.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("data/" + BUCKET, "iam", "metadata"):
            (self.folder / name).mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{port}"
        environment = os.environ | {"ROOT_ACCESS_KEY_ID": ACCOUNT, "ROOT_SECRET_ACCESS_KEY": SECRET}
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                [
                    self.program,
                    "--port",
                    f"127.0.0.1:{port}",
                    "--iam-dir",
                    self.folder / "iam",
                    "--quiet",
                    "posix",
                    # Not every file system has extended attributes.
                    "--sidecar",
                    self.folder / "metadata",
                    self.folder / "data",
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        self._wait(port)
        return self

    def _wait(self, port):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        self.process.kill()
        raise RuntimeError(f"versitygw did not start; the log: {self.folder / 'log'}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def location(self, prefix):
        """The store as a job's spec names it."""
        return {
            "endpoint": self.endpoint,
            "region": "us-east-1",
            "bucket": BUCKET,
            "prefix": prefix,
            "pathStyle": True,
        }

    def environment(self):
        """What the worker needs to get in."""
        return os.environ | {
            "SEXTANT_STORE_ENDPOINT": self.endpoint,
            "SEXTANT_STORE_ACCESS_KEY_ID": ACCOUNT,
            "SEXTANT_STORE_SECRET_ACCESS_KEY": SECRET,
        }

    def file(self, uri):
        """Where the bytes of an object lie."""
        return self.folder / "data" / uri.removeprefix("s3://")

    def forget(self, prefix):
        """Removes what a run has stored, so that disk space is bounded by one run."""
        for kind in ("data", "metadata"):
            shutil.rmtree(self.folder / kind / BUCKET / prefix, ignore_errors=True)

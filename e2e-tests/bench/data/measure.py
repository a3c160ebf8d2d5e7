"""Runs a program and says what it took: seconds, processor seconds, peak of resident memory."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What one run took, and what it printed."""

    seconds: float
    processor: float
    peak_mib: float
    out: str
    err: str


def run(command, log, env=None, status=0):
    """Runs a command to its end; what it prints is kept under the path LOG, with .out and .err."""
    out, err = Path(f"{log}.out"), Path(f"{log}.err")
    with open(out, "wb") as out_file, open(err, "wb") as err_file:
        began = time.monotonic()
        child = subprocess.Popen(command, stdout=out_file, stderr=err_file, env=env)
        # wait4 tells what this child used, unlike the totals of all children.
        _, code, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(code)
    if child.returncode != status:
        tail = err.read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{command[0]} ended with {child.returncode}; the log: {err}\n{tail}")
    return Run(
        seconds,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        out.read_text(errors="replace"),
        err.read_text(errors="replace"),
    )

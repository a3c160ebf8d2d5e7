"""The worker as its image starts it, but on this machine."""

import json
import re
from pathlib import Path

import measure

HOME = Path(__file__).resolve().parents[3]
LIBRARIES = HOME / "runtime-images/worker/target/app/lib"
# As runtime-images/assembly builds the image; the container's size is given, because there is none.
HEAP_PERCENT = 40


def command(*arguments, memory_mib, threads):
    """The worker's command line in a container of that size."""
    return [
        "java",
        f"-XX:MaxRAM={memory_mib}m",
        f"-XX:ActiveProcessorCount={threads}",
        f"-XX:MaxRAMPercentage={HEAP_PERCENT}",
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        f"{LIBRARIES}/*",
        "dev.sextant.worker.Main",
        *map(str, arguments),
    ]


def job(name, spec, store, folder, memory_mib, threads):
    """Runs a job by its local command; the run and the result that it left in the store."""
    folder = Path(folder)
    spec_file = folder / f"{name}-job.json"
    spec_file.write_text(json.dumps(spec))
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    run = measure.run(
        command(
            spec["job"].lower(), "--job", spec_file, "--scratch", scratch,
            memory_mib=memory_mib, threads=threads,
        ),
        folder / name,
        store.environment() | {"ORT_DISABLE_TELEMETRY": "1", "OMP_WAIT_POLICY": "PASSIVE"},
    )
    termination = json.loads(run.out)
    digest = termination["resultSha256"]
    prefix = spec["store"]["prefix"]
    uri = f"s3://{spec['store']['bucket']}/{prefix}objects/sha256/{digest[:2]}/{digest}"
    return run, json.loads(store.file(uri).read_text())


def phases(run):
    """Seconds of each phase, as the job's log says at its end."""
    line = re.search(r"phases: (.*)", run.err)
    if not line:
        raise RuntimeError("the job's log has no phases")
    return {name: float(time) for name, time in re.findall(r"(\w+) ([0-9.]+) s", line.group(1))}

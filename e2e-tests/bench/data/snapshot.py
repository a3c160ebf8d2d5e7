"""Times snapshots of generated rides against DuckDB's own read, sort, split and write."""

import json
import os
import shutil
import sys
from pathlib import Path

import measure
import rides
import table
import worker
from store import Store

ROWS = int(os.environ.get("ROWS", 10_000_000))
REPEATS = int(os.environ.get("REPEATS", 3))
THREADS = int(os.environ.get("THREADS", 2))
MEMORY_MIB = int(os.environ.get("MEMORY_MIB", 2048))
WORK = worker.HOME / "target/bench/snapshot"
DATA = worker.HOME / "target/bench/data"
TABLE = worker.HOME / "target/bench/snapshot.tsv"


def ours(store, uri, name, features):
    spec = rides.snapshot_job(store, uri, name, MEMORY_MIB, THREADS, features)
    run, result = worker.job(name, spec, store, WORK, MEMORY_MIB, THREADS)
    store.forget(name)
    return run, worker.phases(run), result["rows"]


def peer(csv, name):
    folder = WORK / "peer"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spec = {
        "folder": str(folder),
        "csv": str(csv),
        "threads": THREADS,
        # What the worker gives its DuckDB is less: it has a Java heap beside it.
        "memoryMib": MEMORY_MIB * 8 // 10,
        "columns": [column["name"] for column in rides.COLUMNS],
        "types": rides.DUCK_TYPES,
        "parts": rides.duck_parts(),
        "order": "pickup, ride_id",
    }
    spec_file = WORK / f"{name}.json"
    spec_file.write_text(json.dumps(spec))
    run = measure.run([sys.executable, Path(__file__).with_name("snapshot_peer.py"), spec_file], WORK / name)
    shutil.rmtree(folder)
    said = json.loads(run.out)
    return run, said["phases"], said["rows"]


def measured():
    """The runs of each kind, in the order in which they followed each other."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    csv = rides.generate(DATA, ROWS)
    runs = {"featured": [], "plain": [], "peer": []}
    with Store(sys.argv[1], WORK / "store") as store:
        uri = rides.put(store, csv)
        for i in range(REPEATS):
            runs["featured"].append(ours(store, uri, f"featured-{i}", True))
            runs["peer"].append(peer(csv, f"peer-{i}"))
            runs["plain"].append(ours(store, uri, f"plain-{i}", False))
            for kind, made in runs.items():
                run, phases, rows = made[-1]
                said = ", ".join(f"{name} {time:.1f}" for name, time in phases.items())
                print(
                    f"  {kind:9} {i}: {run.seconds:.1f} s, {run.processor:.1f} s of processor,"
                    f" {run.peak_mib:.0f} MiB; {said}",
                    flush=True,
                )
                # Figures of two sides that did not do the same would say nothing.
                if {k: v for k, v in rows.items() if v} != runs["peer"][-1][2]:
                    raise RuntimeError(f"{kind}: {rows} rows in the parts, the peer has {runs['peer'][-1][2]}")
    return runs


def times(runs, *phases):
    """Seconds that the phases of each run took together."""
    return [sum(said.get(phase, 0) for phase in phases) for _, said, _ in runs]


def rows(runs):
    """The table."""
    of = f"{ROWS:,} rows"
    peers = runs["peer"]
    goal = "at most 2 times"
    size = f"{THREADS} threads, a container of {MEMORY_MIB} MiB, {REPEATS} repetitions in turn; median (range), ratio of pairs"
    for kind, what in (
        ("plain", "no expressions"),
        ("featured", "rows.keepWhen and 2 CEL features"),
    ):
        mine = runs[kind]
        seconds = [run.seconds for run, _, _ in mine]
        peer_seconds = [run.seconds for run, _, _ in peers]
        processor = [run.processor for run, _, _ in mine]
        peer_processor = [run.processor for run, _, _ in peers]
        yield (
            f"snapshot of {of}, {what}", table.seconds(seconds), table.seconds(peer_seconds),
            table.ratio(seconds, peer_seconds), goal,
            f"whole process by the clock; peer: DuckDB alone on a local file; {size}",
        )
        yield (
            f"snapshot, {what}: processor", table.seconds(processor), table.seconds(peer_processor),
            table.ratio(processor, peer_processor), goal, "user and system time of the process, the store's not counted",
        )
        for phase, names, peer_phase, how in (
            ("bring the file", ["Fetch"], None, "S3 over loopback to disk; the peer reads in place"),
            ("read", ["Read"], "Read", "strict CSV into a table; ours with row hashes and expressions"),
            ("check", ["Check", "Split"], None, "duplicates, bounds, missing, categories, parts"),
            ("sort, split, write", ["Write"], "Write", "each part in canonical order as Parquet, zstd"),
            ("digest", ["Digest"], None, "content hash of each part in canonical order"),
            ("profile", ["Profile"], None, "statistics of train"),
            ("store, publish", ["Store", "Publish"], None, "S3 over loopback, checksummed"),
        ):
            took = times(mine, *names)
            theirs = times(peers, peer_phase) if peer_phase else None
            yield (
                f"snapshot, {what}: {phase}", table.seconds(took),
                table.seconds(theirs) if theirs else "", table.ratio(took, theirs) if theirs else "", "", how,
            )
        yield (
            f"snapshot, {what}: peak memory", table.mebibytes([run.peak_mib for run, _, _ in mine]),
            table.mebibytes([run.peak_mib for run, _, _ in peers]), "", "at most 2048 MiB",
            "largest resident memory of the process over all repetitions",
        )


if __name__ == "__main__":
    table.write(TABLE, rows(measured()))
    print(TABLE.read_text())

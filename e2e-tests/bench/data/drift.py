"""Times the judgement of drift beside Evidently: same files, one core, in turn."""

import json
import os
import shutil
import sys
from pathlib import Path

import columns
import measure
import table

HOME = Path(__file__).resolve().parents[3]
ROWS = int(os.environ.get("ROWS", 1_000_000))
REPEATS = int(os.environ.get("REPEATS", 2))
WORK = HOME / "target/bench/drift"
TABLE = HOME / "target/bench/drift.tsv"
CLASSES = HOME / "e2e-tests/bench/target/app/lib"
HEAP_MIB = 160


def one_core(command, name):
    run = measure.run(["taskset", "-c", "0", *map(str, command)], WORK / name)
    return run, json.loads(run.out)


def ours(files, name):
    java = Path(os.environ["JAVA_HOME"]) / "bin/java"
    return one_core(
        [java, f"-Xmx{HEAP_MIB}m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", f"{CLASSES}/*",
         "dev.sextant.bench.drift.DriftRun", *files],
        name,
    )


def peer(files, name):
    return one_core([sys.executable, Path(__file__).with_name("drift_peer.py"), *files], name)


def measured():
    """The runs of both sides, in turn."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    files = [WORK / "reference.parquet", WORK / "current.parquet"]
    for file, current in zip(files, (False, True), strict=True):
        columns.write(file, ROWS, current, 1 + current)
    runs = {"ours": [], "peer": []}
    for i in range(REPEATS):
        for kind, side in (("ours", ours), ("peer", peer)):
            runs[kind].append(side(files, f"{kind}-{i}"))
            run, said = runs[kind][-1]
            print(
                f"  {kind} {i}: read {said['read']:.2f} s, judge {said['judge']:.2f} s, {run.seconds:.1f} s in all,"
                f" {run.peak_mib:.0f} MiB, drift of {', '.join(said['drifted'])}",
                flush=True,
            )
    return runs


def found(side):
    """How the verdicts compare with what was put into the data."""
    drifted = set(side[0][1]["drifted"])
    true = set(columns.DRIFTING)
    return f"{len(drifted & true)} of {len(true)} columns that drift, {len(drifted - true)} of those that do not"


def rows(runs):
    """The table."""
    mine, peers = runs["ours"], runs["peer"]
    size = f"{ROWS:,} against {ROWS:,} rows, {len(columns.NUMBERS) + len(columns.CATEGORIES)} columns"

    def against(figure, key, goal, how):
        took, theirs = ([key(*one) for one in side] for side in (mine, peers))
        return (figure, table.seconds(took), table.seconds(theirs), table.ratio(took, theirs), goal, how)

    yield against(
        f"drift, {size}: judge", lambda run, said: said["judge"], "at most 0.02",
        f"from values in memory to verdicts, one core; ours calls drift {found(mine)}; the peer {found(peers)}",
    )
    yield against("drift: read", lambda run, said: said["read"], "", "Parquet by DuckDB, one core; ours counts categories with it")
    yield against("drift: read and judge", lambda run, said: said["read"] + said["judge"], "", "both together")
    yield against("drift: whole process by the clock", lambda run, said: run.seconds, "", "start, imports, read, judge")
    memory, theirs = ([run.peak_mib for run, _ in side] for side in (mine, peers))
    yield (
        "drift: peak memory", table.mebibytes(memory), table.mebibytes(theirs), table.ratio(memory, theirs),
        "at most 0.1", f"of the process; ours reads column by column, with a heap of {HEAP_MIB} MiB",
    )


if __name__ == "__main__":
    table.write(TABLE, rows(measured()))

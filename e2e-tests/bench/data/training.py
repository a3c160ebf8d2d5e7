"""Times a training of generated rides against Python's xgboost: same rows, encoding, parameters, threads."""

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

ROWS = int(os.environ.get("TRAINING_ROWS", 1_000_000))
REPEATS = int(os.environ.get("REPEATS", 3))
THREADS = int(os.environ.get("THREADS", 2))
ROUNDS = int(os.environ.get("ROUNDS", 200))
MEMORY_MIB = int(os.environ.get("TRAINING_MEMORY_MIB", 6144))
EARLY_STOPPING = 20
PARAMETERS = {"eta": "0.1", "max_depth": "6"}
WORK = worker.HOME / "target/bench/training"
DATA = worker.HOME / "target/bench/data"
TABLE = worker.HOME / "target/bench/training.tsv"
NUMBERS = ("distance", "passengers", "airport", "hour", "weekday")
TEXTS = ("zone", "payment")


def make_snapshot(store):
    """The snapshot that all trainings read: its place, digest and parts."""
    uri = rides.put(store, rides.generate(DATA, ROWS))
    spec = rides.snapshot_job(store, uri, "snapshot", MEMORY_MIB, THREADS, True)
    _, result = worker.job("snapshot", spec, store, WORK, MEMORY_MIB, THREADS)
    manifest = json.loads(store.file(result["manifestUri"]).read_text())
    objects = store.file("s3://bench/snapshot/objects/sha256")
    parts = {}
    for name in ("train", "validation", "test"):
        (file,) = manifest["splits"][name]["files"]
        digest = file["sha256"]
        parts[name] = str(objects / digest[:2] / digest)
    return result, parts


def ours(store, snapshot, name):
    spec = {
        "job": "Train",
        "store": store.location("snapshot/"),
        "owner": {"namespace": "bench", "name": "fare", "uid": "bench"},
        "inputHash": name,
        "snapshotUri": snapshot["manifestUri"],
        "snapshotDigest": snapshot["digest"],
        "target": {"kind": "Regression"},
        "trainer": {
            "kind": "XGBoost", "rounds": ROUNDS, "earlyStopping": EARLY_STOPPING, "params": PARAMETERS,
        },
        "seed": 7,
        "threads": THREADS,
        "baselines": [{"kind": "ZeroRule"}, {"kind": "Heuristic", "cel": "2.5 + 2.2 * distance"}],
        "bootstrap": {"replicates": 1000, "level": 0.95},
        "memoryBytes": MEMORY_MIB << 20,
        "deadlineSeconds": 7200,
    }
    run, result = worker.job(name, spec, store, WORK, MEMORY_MIB, THREADS)
    metrics = {metric["name"]: metric["value"] for metric in result["metrics"]}
    said = {"rmse": metrics["rmse"], "rounds": result["bestRound"], "rows": result["rows"]}
    return run, worker.phases(run), said


def peer(parts, name):
    spec = {
        "parts": parts,
        "numbers": NUMBERS,
        "texts": TEXTS,
        "label": "fare",
        "parameters": PARAMETERS | {
            "tree_method": "hist", "objective": "reg:squarederror", "eval_metric": "rmse",
            "seed": 7, "nthread": THREADS, "verbosity": 0,
        },
        "rounds": ROUNDS,
        "earlyStopping": EARLY_STOPPING,
    }
    spec_file = WORK / f"{name}.json"
    spec_file.write_text(json.dumps(spec))
    run = measure.run([sys.executable, Path(__file__).with_name("training_peer.py"), spec_file], WORK / name)
    said = json.loads(run.out)
    return run, said.pop("phases"), said


def measured():
    """The runs of both sides, in turn."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    runs = {"ours": [], "peer": []}
    with Store(sys.argv[1], WORK / "store") as store:
        snapshot, parts = make_snapshot(store)
        for i in range(REPEATS):
            runs["ours"].append(ours(store, snapshot, f"ours-{i}"))
            runs["peer"].append(peer(parts, f"peer-{i}"))
            for kind, made in runs.items():
                run, phases, said = made[-1]
                times = ", ".join(f"{name} {time:.1f}" for name, time in phases.items())
                print(
                    f"  {kind} {i}: {run.seconds:.1f} s, {run.processor:.1f} s of processor,"
                    f" {run.peak_mib:.0f} MiB, rmse {said['rmse']:.5f} after {said['rounds']} rounds; {times}",
                    flush=True,
                )
            for part in parts:
                if runs["ours"][-1][2]["rows"][part] != runs["peer"][-1][2]["rows"][part]:
                    raise RuntimeError(f"the two sides do not have the same number of {part} rows")
    return runs


def rows(runs):
    """The table."""
    mine, peers = runs["ours"], runs["peer"]
    train = mine[0][2]["rows"]["train"]
    width = peers[0][2]["width"]
    goal = "at most 1.2 times"
    how = f"{THREADS} threads, {REPEATS} repetitions in turn; median (range), ratio of pairs"

    def times(side, *phases):
        return [sum(said[phase] for phase in phases) for _, said, _ in side]

    def against(figure, took, theirs, its_goal, explained):
        return (figure, table.seconds(took), table.seconds(theirs), table.ratio(took, theirs), its_goal, explained)

    size = f"{train:,} rows of {width} inputs"
    yield against(
        f"training, {size}: read and fit", times(mine, "Read", "Fit"), times(peers, "Read", "Fit"), goal,
        f"Parquet to rows, encoding, matrices, boosting with early stopping, same parameters; {how}",
    )
    yield against(
        "training: fit alone", times(mine, "Fit"), times(peers, "Fit"), goal,
        "matrices and boosting, measured on validation after each round",
    )
    yield against(
        "training: whole process by the clock",
        [run.seconds for run, _, _ in mine], [run.seconds for run, _, _ in peers], "",
        "ours also fetches, makes intervals, compares baselines, serves the model to prove it, and publishes;"
        " the peer only starts, reads, fits and measures rmse",
    )
    yield against(
        "training: processor", [run.processor for run, _, _ in mine], [run.processor for run, _, _ in peers], "",
        "user and system time of the whole process",
    )
    for phase, explained in (
        ("Fetch", "S3 over loopback, checksummed"),
        ("Evaluate", "metrics and two baselines with intervals of 1,000 replicates; the peer: rmse"),
        ("Parity", "every test row answered by the server's own code"),
        ("Publish", "S3 over loopback, checksummed"),
    ):
        theirs = times(peers, phase) if phase == "Evaluate" else None
        yield (
            f"training: {phase.lower()}", table.seconds(times(mine, phase)),
            table.seconds(theirs) if theirs else "", "", "", explained,
        )
    errors = [said["rmse"] for _, _, said in mine], [said["rmse"] for _, _, said in peers]
    yield (
        "training: rmse on test", f"{table.middle(errors[0]):.5f}", f"{table.middle(errors[1]):.5f}",
        f"{table.middle(errors[0]) / table.middle(errors[1]):.5f}", "within 0.5 %",
        f"after {mine[0][2]['rounds']} rounds, the peer after {peers[0][2]['rounds']}",
    )
    yield (
        "training: peak memory", table.mebibytes([run.peak_mib for run, _, _ in mine]),
        table.mebibytes([run.peak_mib for run, _, _ in peers]), "", "",
        f"largest resident memory; the container is said to have {MEMORY_MIB} MiB",
    )


if __name__ == "__main__":
    table.write(TABLE, rows(measured()))
    print(TABLE.read_text())

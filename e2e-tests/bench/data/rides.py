"""The rides that the benchmarks read, and the Dataset that is declared over them, as in samples/rides."""

import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import worker

COLUMNS = [
    {"name": "ride_id", "type": "String", "role": "RowId"},
    {"name": "rider", "type": "String", "role": "Entity"},
    {"name": "pickup", "type": "Timestamp", "role": "Time"},
    {"name": "distance", "type": "Double", "role": "Feature", "min": "0", "max": "100", "missingAtMost": "0.05"},
    {"name": "passengers", "type": "Integer", "role": "Feature", "min": "1", "max": "8", "missingAtMost": "0.05"},
    {"name": "zone", "type": "String", "role": "Feature", "categoriesAtMost": 400},
    {"name": "payment", "type": "String", "role": "Feature", "missingAtMost": "0.05"},
    {"name": "airport", "type": "Boolean", "role": "Feature"},
    {"name": "fare", "type": "Double", "role": "Label"},
]
FEATURES = [
    {"name": "hour", "cel": "pickup.getHours()"},
    {"name": "weekday", "cel": "pickup.getDayOfWeek()"},
]
KEEP_WHEN = "fare > 0.0"
# The file has three columns more, which neither side keeps.
DUCK_TYPES = {
    "ride_id": "VARCHAR",
    "rider": "VARCHAR",
    "pickup": "TIMESTAMPTZ",
    "dropoff": "VARCHAR",
    "labelled_at": "VARCHAR",
    "distance": "DOUBLE",
    "passengers": "BIGINT",
    "zone": "VARCHAR",
    "payment": "VARCHAR",
    "airport": "BOOLEAN",
    "fare": "DOUBLE",
    "tipped": "VARCHAR",
}
_START = datetime(2026, 1, 1, tzinfo=timezone.utc)
# Days from the start on which validation, calibration and test begin; the generator fills 60 days.
_BEGINS = {"train": 0, "validation": 40, "calibration": 45, "test": 49}
_BETWEEN = timedelta(hours=3)


def generate(folder, rows):
    """The file of so many rows, which is made once."""
    file = Path(folder) / f"rides-{rows}.csv"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        command = worker.command("generate", "--rows", rows, unfinished, memory_mib=1024, threads=1)
        subprocess.run(command, check=True)
        unfinished.rename(file)
    return file


def put(store, file):
    """Brings a file into the store; its address."""
    uri = f"s3://bench/rides/{file.name}"
    command = worker.command("put", file, uri, memory_mib=1024, threads=2)
    subprocess.run(command, check=True, env=store.environment())
    return uri


def _instant(day):
    return (_START + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ")


def snapshot_job(store, uri, run, memory_mib, threads, features):
    """The spec of a snapshot that no earlier run has made."""
    spec = {
        "job": "Snapshot",
        "store": store.location(f"{run}/"),
        "owner": {"namespace": "bench", "name": "rides", "uid": "bench"},
        "inputHash": run,
        "source": {"format": "CSV", "uris": [uri]},
        "timeZone": "UTC",
        "predictionTime": "pickup",
        "columns": COLUMNS,
        "features": FEATURES if features else [],
        "split": {
            "kind": "Boundaries",
            "validationFrom": _instant(_BEGINS["validation"]),
            "calibrationFrom": _instant(_BEGINS["calibration"]),
            "testFrom": _instant(_BEGINS["test"]),
            "gap": "PT1H",
            "labelHorizon": "PT2H",
        },
        "duplicates": "Fail",
        "threads": threads,
        "memoryBytes": memory_mib << 20,
        "deadlineSeconds": 7200,
    }
    return spec | ({"keepWhen": KEEP_WHEN} if features else {})


def duck_parts():
    """The same split as conditions in SQL."""
    names = list(_BEGINS)
    parts = {}
    for name, after in zip(names, names[1:] + [None], strict=True):
        conditions = ["fare IS NOT NULL"]
        if name != names[0]:
            conditions.append(f"pickup >= TIMESTAMPTZ '{_instant(_BEGINS[name])}'")
        if after:
            until = _START + timedelta(days=_BEGINS[after]) - _BETWEEN
            conditions.append(f"pickup < TIMESTAMPTZ '{until:%Y-%m-%dT%H:%M:%SZ}'")
        parts[name] = " AND ".join(conditions)
    return parts

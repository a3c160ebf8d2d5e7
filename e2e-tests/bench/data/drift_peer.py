"""What the peer does: Evidently's preset for drift, with its own choice of tests, on two files."""

import json
import sys
import time

import duckdb
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

import columns


def read(file):
    with duckdb.connect() as database:
        return database.execute(f"SELECT * FROM '{file}'").df()


def main():
    began = time.monotonic()
    reference, current = (read(file) for file in sys.argv[1:3])
    have_read = time.monotonic()
    definition = DataDefinition(
        numerical_columns=[name for name, _, _ in columns.NUMBERS],
        categorical_columns=[name for name, _, _ in columns.CATEGORIES],
    )
    before, now = (Dataset.from_pandas(rows, data_definition=definition) for rows in (reference, current))
    snapshot = Report([DataDriftPreset()]).run(now, before)
    drifted = []
    for metric in snapshot.dict()["metrics"]:
        config = metric["config"]
        if "column" in config and metric["value"] >= config["threshold"]:
            drifted.append(config["column"])
    print(json.dumps({"read": have_read - began, "judge": time.monotonic() - have_read, "drifted": sorted(drifted)}))


main()

"""What Python's xgboost needs on the same parts with the same encoding; prints its phases as JSON."""

import json
import sys
import time
from pathlib import Path

import duckdb
import numpy
import xgboost

MOST_CATEGORIES = 200
FEWEST_ROWS = 10


def read(path, numbers, texts, label):
    """The labelled rows of a part: numbers, texts as arrays of objects, labels."""
    selected = [f'"{name}"::DOUBLE' for name in numbers] + [f'"{name}"' for name in [*texts, label]]
    query = f"SELECT {', '.join(selected)} FROM read_parquet('{path}') WHERE \"{label}\" IS NOT NULL"
    columns = list(duckdb.execute(query).fetchnumpy().values())
    plain = [numpy.ma.filled(column.astype(numpy.float32), numpy.nan) for column in columns[: len(numbers)]]
    words = [numpy.ma.filled(column.astype(object), "") for column in columns[len(numbers) : -1]]
    return plain, words, numpy.asarray(columns[-1], dtype=numpy.float32)


def categories(words):
    """The texts that get an input of their own, and whether missing ones do; as docs/training.md says."""
    values, counts = numpy.unique(words.astype(str), return_counts=True)
    frequent = sorted(zip(-counts, values, strict=True))
    kept = [value for count, value in frequent if value != ""][:MOST_CATEGORIES]
    often = dict(zip(values, counts, strict=True))
    return [value for value in kept if often[value] >= FEWEST_ROWS], "" in often


def encode(plain, words, kept):
    """Numbers as they are, then for every text one input a category, one for missing, one for all others."""
    width = len(plain) + sum(len(values) + 1 + missing for values, missing in kept)
    matrix = numpy.zeros((len(plain[0]), width), dtype=numpy.float32)
    for i, column in enumerate(plain):
        matrix[:, i] = column
    offset = len(plain)
    rows = numpy.arange(len(matrix))
    for column, (values, missing) in zip(words, kept, strict=True):
        slots = {value: i for i, value in enumerate(values)}
        other = len(values) + missing
        if missing:
            slots[""] = len(values)
        matrix[rows, offset + numpy.fromiter((slots.get(word, other) for word in column), int, len(column))] = 1
        offset += other + 1
    return matrix


def main(spec):
    phases = {}
    began = time.monotonic()
    parts = {
        name: read(path, spec["numbers"], spec["texts"], spec["label"]) for name, path in spec["parts"].items()
    }
    kept = [categories(words) for words in parts["train"][1]]
    encoded = {name: encode(plain, words, kept) for name, (plain, words, _) in parts.items()}
    labels = {name: part[2] for name, part in parts.items()}
    del parts
    phases["Read"] = time.monotonic() - began

    began = time.monotonic()
    matrices = {name: xgboost.DMatrix(encoded[name], labels[name]) for name in ("train", "validation")}
    booster = xgboost.train(
        spec["parameters"],
        matrices["train"],
        num_boost_round=spec["rounds"],
        evals=[(matrices["validation"], "validation")],
        early_stopping_rounds=spec["earlyStopping"],
        verbose_eval=False,
    )
    phases["Fit"] = time.monotonic() - began

    began = time.monotonic()
    predicted = booster.predict(xgboost.DMatrix(encoded["test"]), iteration_range=(0, booster.best_iteration + 1))
    error = predicted.astype(float) - labels["test"]
    rmse = float(numpy.sqrt(numpy.mean(error**2)))
    phases["Evaluate"] = time.monotonic() - began
    rows = {name: len(values) for name, values in labels.items()}
    width = encoded["train"].shape[1]
    print(json.dumps({"phases": phases, "rows": rows, "width": width, "rmse": rmse, "rounds": booster.best_iteration + 1}))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))

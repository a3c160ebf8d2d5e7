"""The table that a part of the benchmark writes: one figure a row, separated by tabs."""

import statistics
from pathlib import Path

COLUMNS = ("figure", "ours", "peer", "ratio", "goal", "how")


def write(path, rows):
    """Writes rows of texts, as many as there are columns, below the header."""
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        if len(row) != len(COLUMNS):
            raise ValueError(f"a row has {len(row)} cells instead of {len(COLUMNS)}: {row}")
        lines.append("\t".join(" ".join(str(cell).split()) for cell in row))
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("\n".join(lines) + "\n")


def middle(values):
    """The median."""
    return statistics.median(values)


def seconds(values):
    """The median of some times with their range, as text."""
    values = list(values)
    if len(values) == 1:
        return f"{values[0]:.1f} s"
    return f"{middle(values):.1f} s ({min(values):.1f} to {max(values):.1f})"


def mebibytes(values):
    """The largest of some sizes, as text."""
    return f"{max(values):.0f} MiB"


def ratio(ours, peers):
    """The median of the ratios of runs that followed each other: a noisy minute hits both."""
    return f"{middle([our / peer for our, peer in zip(ours, peers, strict=True)]):.2f}"

"""Columns to judge: numbers and categories of several shapes, some of which drift."""

import duckdb

# name, as the reference has it, as the current rows have it; "g" is standard normal, "u" uniform.
NUMBERS = (
    ("normal", "g", "g"),
    ("normal_moved", "g", "g + 0.3"),
    ("normal_hardly", "g", "g + 0.01"),
    ("wide", "1000 * g", "1000 * g"),
    ("widened", "g", "1.5 * g"),
    ("lognormal", "exp(1.5 * g)", "exp(1.5 * g)"),
    ("exponential", "-ln(u)", "-ln(u)"),
    ("exponential_faster", "-ln(u)", "-0.7 * ln(u)"),
    ("uniform", "u", "u"),
    ("squared", "u * u", "u * u"),
    ("whole", "floor(100 * u)", "floor(100 * u)"),
    ("mostly_zero", "CASE WHEN u < 0.8 THEN 0 ELSE g END", "CASE WHEN u < 0.8 THEN 0 ELSE g END"),
    ("heavy", "g / greatest(0.05, abs(u - 0.5))", "g / greatest(0.05, abs(u - 0.5))"),
    ("two_hills", "g + CASE WHEN u < 0.5 THEN 4 ELSE 0 END", "g + CASE WHEN u < 0.5 THEN 4 ELSE 0 END"),
    ("hills_changed", "g + CASE WHEN u < 0.5 THEN 4 ELSE 0 END", "g + CASE WHEN u < 0.7 THEN 4 ELSE 0 END"),
    ("some_missing", "CASE WHEN u > 0.1 THEN g END", "CASE WHEN u > 0.1 THEN g END"),
    ("cents", "round(20 + 5 * g, 2)", "round(20 + 5 * g, 2)"),
    ("small", "1e-6 * g", "1e-6 * g"),
    ("offset", "1e6 + g", "1e6 + g"),
    ("cubed", "g * g * g", "g * g * g"),
)
# name, how many kinds, by how much the first kind gains.
CATEGORIES = (
    ("three_kinds", 3, 0.0),
    ("ten_kinds", 10, 0.0),
    ("fifty_kinds", 50, 0.0),
    ("five_kinds_changed", 5, 0.4),
    ("two_kinds", 2, 0.0),
)
DRIFTING = ("normal_moved", "widened", "exponential_faster", "hills_changed", "five_kinds_changed")


def write(file, rows, current, seed):
    """Writes a file of so many rows; the same arguments give the same rows."""
    cells = []
    for place, (name, before, now) in enumerate(NUMBERS):
        # Two uniforms by hashing the row give each column draws of its own, without a generator's state.
        first, second = (f"((hash(i, {seed}, {place}, {k}) % 1000000007) + 0.5) / 1000000007" for k in (1, 2))
        normal = f"(sqrt(-2 * ln({first})) * cos(2 * pi() * {second}))"
        third = f"(((hash(i, {seed}, {place}, 3) % 1000000007) + 0.5) / 1000000007)"
        cells.append(f"CAST({substituted(now if current else before, normal, third)} AS DOUBLE) AS {name}")
    for place, (name, kinds, gain) in enumerate(CATEGORIES):
        uniform = f"(((hash(i, {seed}, {place}, 4) % 1000000007) + 0.5) / 1000000007)"
        kind = f"floor({uniform} * {uniform} * {kinds})"
        if current and gain:
            moved = f"(((hash(i, {seed}, {place}, 5) % 1000000007) + 0.5) / 1000000007)"
            kind = f"CASE WHEN {moved} < {gain} THEN 0 ELSE {kind} END"
        cells.append(f"'kind ' || CAST(CAST({kind} AS INTEGER) AS VARCHAR) AS {name}")
    with duckdb.connect() as database:
        database.execute(f"COPY (SELECT {', '.join(cells)} FROM range({rows}) AS r(i)) TO '{file}' (FORMAT parquet)")


def substituted(formula, normal, uniform):
    """The formula with its draws written out."""
    words = []
    for word in formula.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split():
        words.append({"g": normal, "u": uniform}.get(word, word))
    return " ".join(words)

"""What DuckDB alone needs to read, sort, split and write the same file; prints its phases as JSON."""

import json
import sys
import time
from pathlib import Path

import duckdb


def main(spec):
    folder = Path(spec["folder"])
    database = duckdb.connect(
        str(folder / "peer.duckdb"),
        config={
            "threads": spec["threads"],
            "memory_limit": f"{spec['memoryMib']}MiB",
            "temp_directory": str(folder / "spill"),
        },
    )
    database.execute("SET TimeZone = 'UTC'")
    phases = {}
    began = time.monotonic()
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in spec["types"].items())
    database.execute(
        f"CREATE TABLE rides AS SELECT {', '.join(spec['columns'])}"
        f" FROM read_csv('{spec['csv']}', header=true, columns={{{types}}})"
    )
    phases["Read"] = time.monotonic() - began
    began = time.monotonic()
    rows = {}
    for name, condition in spec["parts"].items():
        file = folder / f"{name}.parquet"
        rows[name] = database.execute(
            f"COPY (SELECT * FROM rides WHERE {condition} ORDER BY {spec['order']})"
            f" TO '{file}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchone()[0]
        file.unlink()
    phases["Write"] = time.monotonic() - began
    database.close()
    print(json.dumps({"phases": phases, "rows": rows}))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))

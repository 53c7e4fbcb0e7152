"""What a verdict is made of, by DuckDB: the analyst's way over a column store.

    verdict.py export LOG.sqlite CASES.parquet    decodes the log's roll-ups, once and untimed
    verdict.py query CASES.parquet RUNS           prints the seconds of each run

The query counts truth by both answers, what was paid and waited, quantiles of the waiting, the
average difference of utility of each day, and, with users, of each user's first case.
"""

import sqlite3
import sys
import time

import duckdb

CASE = [("time", "<i8"), ("user", "<u8"), ("source", "<u4"), ("line", "<u4")]
OUTCOME = [("received", "<i8"), ("code", "<u2"), ("count", "u1"), ("rest", "V5")]
ANSWER = [
    ("latency", "<i8"), ("price", "<i8"), ("probability", "<f4"), ("inclusion", "<f4"),
    ("rule", "<u2"), ("code", "<u2"), ("status", "u1"), ("rest", "V3"),
]


def cells(log, sql, layout, cases):
    import numpy

    layout = numpy.dtype(layout)
    found = numpy.zeros(-(-cases // 128) * 128, layout)
    for block, blob in log.execute(sql):
        found[block * 128 : block * 128 + len(blob) // layout.itemsize] = numpy.frombuffer(
            blob, layout
        )
    return found[:cases]


def export(source, target):
    log = sqlite3.connect(source)
    (cases,) = log.execute("SELECT cases FROM feature").fetchone()
    versions = dict(
        log.execute("SELECT path, max(version_id) FROM path_version GROUP BY path").fetchall()
    )
    case = cells(log, "SELECT block, cells FROM case_block", CASE, cases)
    outcome = cells(log, "SELECT block, cells FROM outcome_block", OUTCOME, cases)
    columns = {
        "time": case["time"], "user": case["user"],
        "truth": outcome["code"], "outcomes": outcome["count"],
    }
    for path in ("heuristic", "model"):
        answer = cells(
            log,
            f"SELECT block, cells FROM answer_block WHERE version_id = {versions[path]}",
            ANSWER, cases,
        )
        for name in ("latency", "price", "code", "status"):
            columns[f"{path}_{name}"] = answer[name].copy()
    columns = {name: column.copy() for name, column in columns.items()}
    connection = duckdb.connect()
    connection.register("columns", columns)
    connection.execute(f"COPY (SELECT * FROM columns) TO '{target}' (FORMAT parquet)")


QUERIES = [
    """SELECT truth, heuristic_status, heuristic_code, model_status, model_code, count(*),
           sum(model_price), sum(model_latency), sum(heuristic_latency)
       FROM cases GROUP BY ALL""",
    """SELECT approx_quantile(model_latency, [0.5, 0.95, 0.99]),
           approx_quantile(heuristic_latency, [0.5, 0.95, 0.99]), min(time), max(time)
       FROM cases""",
    """WITH units AS (
           SELECT time // 86400000000 AS day,
               CASE WHEN model_status <> 1 THEN -3 WHEN model_code = truth THEN 0 ELSE -20 END
               - CASE WHEN heuristic_status <> 1 THEN -3 WHEN heuristic_code = truth THEN 0
                   ELSE -20 END
               - model_price / 1e9 - 0.01 * (model_latency - heuristic_latency) / 1e9 AS gain
           FROM cases WHERE outcomes > 0
           QUALIFY user = 0 OR row_number() OVER (PARTITION BY user ORDER BY time) = 1)
       SELECT day, count(*), avg(gain), var_samp(gain) FROM units GROUP BY day ORDER BY day""",
]


def query(source, runs):
    for _ in range(runs):
        start = time.perf_counter()
        connection = duckdb.connect()
        connection.execute(f"CREATE VIEW cases AS SELECT * FROM read_parquet('{source}')")
        (users,) = connection.execute("SELECT max(user) FROM cases").fetchone()
        for text in QUERIES:
            if users == 0:
                text = "\n".join(line for line in text.split("\n") if "QUALIFY" not in line)
                text = text.replace("outcomes > 0", "outcomes > 0)") if "WITH" in text else text
            connection.execute(text).fetchall()
        print(time.perf_counter() - start)


if sys.argv[1] == "export":
    export(sys.argv[2], sys.argv[3])
else:
    query(sys.argv[2], int(sys.argv[3]))

"""Measures other rule engines on the works that `benchmarks peers` measures of ours.

Prints one JSON object a line: {"engine", "work", "ns"}; `ns` holds processor nanoseconds of one
evaluation, one number a run. A call from Python costs more than most evaluations, so each engine
loops by itself where it can, and the cost of an empty loop or call is taken off.
"""

import json
import sys
import time

RUNS = int(sys.argv[1])
TEXT = (
    "Hello, I placed order 88123 two weeks ago and the parcel has not arrived. The tracking page "
    "has said 'in transit' since Monday. Please look into it, or I want a Refund."
).ljust(200)
ORDER = {"amount": 501.0, "country": "CA", "email": "jane.doe@shop.example.org", "text": TEXT}
CONDITIONS = {
    "condition": 'amount > 500.0 && country in ["US","CA"] && !email.endsWith("@example.com")',
    "strings": 'amount > 500.0 && (country == "US" || country == "CA" || country == "GB")'
    ' && email.contains("@shop.") && size(text) < 4000',
    "matches": 'text.matches("(?i)refund|chargeback")',
}
LOOPS = 2000
CALLS = 2000
COUNTRIES = ["US", "CA", "GB", "DE", "FR", "IT", "ES", "NL", "SE", "PL"]
TIERS = ["gold", "silver", "basic"]
CHANNELS = ["web", "app", "phone"]


def nanoseconds(work, times):
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times * 1e9


def report(engine, name, work, empty, times, per):
    """Measures `work` and `empty` in turn, each doing `per` evaluations a call."""
    samples = []
    for _ in range(RUNS):
        with_work = nanoseconds(work, times)
        samples.append((with_work - nanoseconds(empty, times)) / per)
    print(json.dumps({"engine": engine, "work": name, "ns": samples}), flush=True)


def holds(value, what):
    if value is not True:
        sys.exit(f"{what}: {value!r}")


def cel_cpp():
    from cel_expr_python import cel

    types = {name: cel.Type.STRING for name in ORDER} | {"amount": cel.Type.DOUBLE}
    environment = cel.NewEnv(variables=types | {"xs": cel.Type("list<int>")})
    data = environment.Activation(data=ORDER | {"xs": list(range(LOOPS))})

    def loop(condition):
        program = environment.compile(f"xs.all(x, {condition})")
        holds(program.eval(data).value(), condition)
        return lambda: program.eval(data)

    for name, condition in CONDITIONS.items():
        report("cel-cpp", name, loop(condition), loop("true"), 3, LOOPS)


def cel_rust():
    import cel

    data = cel.Context(variables=ORDER | {"xs": list(range(LOOPS))})

    def loop(condition):
        program = cel.compile(f"xs.all(x, {condition})")
        holds(program.execute(data), condition)
        return lambda: program.execute(data)

    for name, condition in CONDITIONS.items():
        report("cel-rust", name, loop(condition), loop("true"), 3, LOOPS)


def zen_expressions():
    import zen

    condition = (
        'amount > 500 and country in ["US","CA"] and not(endsWith(email, "@example.com"))'
    )
    expression = zen.compile_expression(condition)
    empty = zen.compile_expression("true")
    holds(expression.evaluate(ORDER), condition)
    report(
        "Zen", "condition", lambda: expression.evaluate(ORDER), lambda: empty.evaluate(ORDER),
        CALLS, 1)


def zen_rows(count):
    """Every row but the last asks for an amount below 11,000; the last for one above 20,000."""
    rows = []
    for row in range(count - 1):
        low = row * 7 % 10000
        rows.append({
            "_id": f"row-{row}", "amount": f"[{low}..{low + 50})",
            "country": f'"{COUNTRIES[row % 10]}"', "tier": f'"{TIERS[row // 10 % 3]}"',
            "channel": f'"{CHANNELS[row // 30 % 3]}"', "answer": '"ship"'})
    rows.append({
        "_id": "last", "amount": "> 20000", "country": '"US","CA"', "tier": '"gold"',
        "channel": '"web"', "answer": '"review"'})
    return rows


def zen_tables():
    import zen

    engine = zen.ZenEngine()
    inputs = ["amount", "country", "tier", "channel"]

    def decision(rows):
        nodes = [{"id": "in", "type": "inputNode", "name": "in"}]
        if rows:
            nodes.append({
                "id": "table", "type": "decisionTableNode", "name": "table",
                "content": {
                    "hitPolicy": "first", "rules": rows, "passThrough": False,
                    "inputs": [{"id": name, "name": name, "field": name} for name in inputs],
                    "outputs": [{"id": "answer", "name": "answer", "field": "answer"}],
                    "inputField": "items", "outputPath": "out", "executionMode": "loop"}})
        nodes.append({"id": "out", "type": "outputNode", "name": "out"})
        edges = [
            {"id": f"edge-{at}", "sourceId": first["id"], "targetId": second["id"], "type": "edge"}
            for at, (first, second) in enumerate(zip(nodes, nodes[1:]))]
        content = {
            "contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
        return engine.create_decision(zen.ZenDecisionContent(json.dumps(content)))

    order = {"amount": 30000, "country": "CA", "tier": "gold", "channel": "web"}
    items = {"items": [order] * 1000}
    empty = decision([])
    for count in (20, 1000):
        table = decision(zen_rows(count))
        found = table.evaluate(items)["result"]["out"]
        holds(found == [{"answer": "review"}] * 1000, f"table of {count} rows")
        report(
            "Zen", f"table-{count}", lambda: table.evaluate(items), lambda: empty.evaluate(items),
            3, 1000)


cel_cpp()
cel_rust()
zen_expressions()
zen_tables()

"""Evaluates the expressions of `agreement` with other engines and shows where they differ.

Reads JSON lines {"text", "variables", "outcome"} from standard input. Prints how often each engine
agrees, and of the disagreements so many as the first argument says: first those in which the fewest
engines agree, then the shortest. An engine that fails on what it lacks disagrees too; judge each by
the specification.
"""

import json
import struct
import sys


def plain(value):
    """As the Swift program writes a value."""
    if value is None:
        return "null"
    if isinstance(value, bool) or type(value).__name__ == "BoolType":
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        bits = struct.unpack("<Q", struct.pack("<d", value))[0]
        return "nan" if value != value else f"double {bits}"
    if isinstance(value, str):
        return "string " + " ".join(str(byte) for byte in value.encode("utf-8", "surrogatepass"))
    if isinstance(value, bytes):
        return "bytes " + " ".join(str(byte) for byte in value)
    if isinstance(value, dict):
        entries = sorted(f"{plain(key)}: {plain(element)}" for key, element in value.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(plain(element) for element in value) + "]"
    return "another type"


def cel_cpp():
    from cel_expr_python import cel

    types = {
        "b": cel.Type.BOOL, "i": cel.Type.INT, "j": cel.Type.INT, "d": cel.Type.DOUBLE,
        "s": cel.Type.STRING, "t": cel.Type.STRING, "l": cel.Type("list<int>"),
        "m": cel.Type("map<string, int>")}
    environment = cel.NewEnv(variables=types)

    def bare(value):
        value = value.value() if hasattr(value, "value") else value
        if isinstance(value, list):
            return [bare(element) for element in value]
        if isinstance(value, dict):
            return {bare(key): bare(element) for key, element in value.items()}
        return value

    def evaluate(text, variables):
        result = environment.compile(text).eval(environment.Activation(data=variables))
        if result.type() == cel.Type.ERROR:
            raise ValueError(text)
        return bare(result)

    return evaluate


def cel_rust():
    import cel

    return lambda text, variables: cel.evaluate(text, variables)


def cel_python():
    import celpy

    environment = celpy.Environment()

    def evaluate(text, variables):
        program = environment.program(environment.compile(text))
        return program.evaluate({
            name: celpy.json_to_cel(value) for name, value in variables.items()})

    return evaluate


def outcome(evaluate, case):
    variables = case["variables"] | {"d": float(case["variables"]["d"])}
    try:
        return plain(evaluate(case["text"], variables))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # The binding of cel-rust raises panics as such.
        return "error"


def main():
    engines = {}
    for make in (cel_cpp, cel_rust, cel_python):
        try:
            engines[make.__name__] = make()
        except ImportError as error:
            print(f"{make.__name__} left out: {error}")
    total = 0
    agreed = dict.fromkeys(engines, 0)
    differing = []
    for line in sys.stdin:
        case = json.loads(line)
        total += 1
        outcomes = {name: outcome(evaluate, case) for name, evaluate in engines.items()}
        for name, found in outcomes.items():
            agreed[name] += found == case["outcome"]
        agreeing = sum(found == case["outcome"] for found in outcomes.values())
        if agreeing < len(engines):
            differing.append((agreeing, len(case["text"]), case, outcomes))
    for name, count in agreed.items():
        print(f"{name} agrees on {count} of {total}")
    shown = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for _, _, case, outcomes in sorted(differing, key=lambda found: found[:2])[:shown]:
        print(f"\n{case['text']}\n  {json.dumps(case['variables'], ensure_ascii=False)}")
        for name, found in ({"ours": case["outcome"]} | outcomes).items():
            print(f"  {name}: {found}")


main()

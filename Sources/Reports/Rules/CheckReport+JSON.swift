import Diagnostics
import JSONCodec
import RuleEngine

extension CheckReport {
    /// One object, `assay.check/1`, on one line.
    package var json: String {
        let object: JSONValue = [
            "schema": "assay.check/1", "feature": .string(feature),
            "errors": .int(Int64(errors)), "warnings": .int(Int64(warnings)),
            "findings": .array(diagnostics.map(Self.json)),
            "not_analysed": .array(unanalysed.map { .string($0) }),
            "tests": tests.map(Self.json) ?? .null,
            "coverage": coverage?.jsonValue ?? .null,
        ]
        return String(decoding: object.json, as: UTF8.self)
    }

    private static func json(_ diagnostic: Diagnostic) -> JSONValue {
        [
            "severity": .string(diagnostic.severity.rawValue),
            "file": .string(diagnostic.file),
            "line": diagnostic.position.map { .int(Int64($0.line)) } ?? .null,
            "column": diagnostic.position.map { .int(Int64($0.column)) } ?? .null,
            "fact": .string(diagnostic.fact),
            "hint": diagnostic.hint.map { .string($0) } ?? .null,
        ]
    }

    private static func json(_ report: RuleTestReport) -> JSONValue {
        [
            "run": .int(Int64(report.results.count)),
            "passed": .int(Int64(report.results.count { $0.passed })),
            "tests": .array(
                report.results.map { result in
                    [
                        "name": .string(result.test.name), "passed": .bool(result.passed),
                        "because": result.test.because.map { .string($0) } ?? .null,
                        "tags": .array(result.test.tags.map { .string($0) }),
                        "failures": .array(result.failures.map(json)),
                    ]
                }),
            "without_a_test": .array(
                report.uncoveredRules.map {
                    ["question": .string($0.question), "rule": .string($0.rule)]
                }),
        ]
    }
}

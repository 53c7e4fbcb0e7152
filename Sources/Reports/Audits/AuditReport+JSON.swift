package import Audits
import Decisions
package import JSONCodec
import Statistics

extension AuditReport {
    /// One object of the schema `assay.audit/1`; every key is always there, what is unknown is null.
    package var json: JSONValue {
        [
            "schema": "assay.audit/1", "feature": .string(feature),
            "ran_at": .string(ranAt.description),
            "since": since.map { .string($0.description) } ?? .null,
            "observations": .int(Int64(observations)),
            "audits": .array(findings.map(\.json)),
        ]
    }
}

extension AuditFinding {
    fileprivate var json: JSONValue {
        [
            "id": .string(id), "name": .string(audit.title),
            "question": question.map { .string($0) } ?? .null,
            "status": .string(status.rawValue), "sentence": .string(sentence),
            "n": .int(Int64(n)), "measure": measure.map { .string($0) } ?? .null,
            "estimate": .doubleOrNull(estimate), "interval": Self.json(interval),
            "threshold": threshold.map {
                [
                    "key": .string($0.key), "value": .doubleOrNull($0.value),
                    "source": .string($0.source),
                ]
            } ?? .null,
            "sequential": sequential.map {
                [
                    "log_e": .doubleOrNull($0.logE), "alpha": .doubleOrNull($0.alpha),
                    "reached": .bool($0.isReached),
                ]
            } ?? .null,
            "voids": .array(voids.map(\.rawValue).sorted().map { .string($0) }),
            "advice": advice.isEmpty ? .null : .string(advice),
            "missing": .array(
                missing.map { ["what": .string($0.what), "how": .string($0.how)] }),
            "parts": .array(parts.map(Self.json)), "windows": .array(windows.map(Self.json)),
            "assumptions": .array(assumptions.map { .string($0) }),
        ]
    }

    private static func json(_ part: Part) -> JSONValue {
        [
            "name": .string(part.name), "status": .string(part.status.rawValue),
            "n": .int(Int64(part.n)), "estimate": .doubleOrNull(part.estimate),
            "interval": json(part.interval), "note": part.note.map { .string($0) } ?? .null,
        ]
    }

    private static func json(_ interval: Interval?) -> JSONValue {
        interval.map { ["low": .doubleOrNull($0.lower), "high": .doubleOrNull($0.upper)] } ?? .null
    }
}

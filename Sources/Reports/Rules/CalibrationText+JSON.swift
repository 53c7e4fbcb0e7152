import Decisions
import JSONCodec
import RuleEngine
import Statistics
import Verdicts

extension CalibrationText {
    /// One object, `assay.calibration/1`, on one line.
    package var json: String {
        var object: JSONObject = [
            "schema": "assay.calibration/1", "feature": .string(report.feature),
            "source": .string(report.source), "cases": .int(Int64(report.cases)),
            "immature": .int(Int64(report.immature)),
            "depends_on_answer": .string(report.outcome.dependsOnAnswer.rawValue),
            "measured_on": .string(report.rules),
            "version": .string(report.calibration.hash.description),
        ]
        object["file"] = file.map { .string($0) } ?? .null
        object["questions"] = .array(report.questions.map(Self.json))
        return String(decoding: JSONValue.object(object).json, as: UTF8.self)
    }

    private static func json(_ entry: QuestionCalibration) -> JSONValue {
        var object: JSONObject = [
            "question": .string(entry.question.name), "cases": .int(Int64(entry.cases)),
            "answered": .int(Int64(entry.answered)), "used": .bool(entry.isUsed),
        ]
        switch entry.subject {
        case .rules(let rules): object["rules"] = .array(rules.map(json))
        case .curve(let curve, let declared):
            object["curve"] = json(curve)
            object["declared_curve"] = json(declared)
        case .nothing: break
        }
        object["out_of_sample"] = [
            "measured": json(entry.measured), "declared": json(entry.declared),
        ]
        return .object(object)
    }

    private static func json(_ rule: QuestionCalibration.Rule) -> JSONValue {
        let interval: JSONValue =
            rule.interval.map { ["low": .double($0.lower), "high": .double($0.upper)] } ?? .null
        let declared: JSONValue =
            switch rule.declared {
            case .stated(let value): .double(value)
            case .measured: "measured"
            case nil: .null
            }
        let share = rule.cases > 0 ? Double(rule.right) / Double(rule.cases) : nil
        return [
            "rule": .string(rule.id), "cases": .int(Int64(rule.cases)),
            "right": .int(Int64(rule.right)), "precision": .doubleOrNull(share),
            "interval": interval, "smoothed": .double(rule.smoothed), "declared": declared,
        ]
    }

    private static func json(_ curve: LogisticCurve?) -> JSONValue {
        guard let curve else { return .null }
        let slope = JSONValue.double(curve.slope)
        return curve.midpoints.count == 1
            ? ["midpoint": .double(curve.midpoints[0]), "slope": slope]
            : ["midpoints": .array(curve.midpoints.map { .double($0) }), "slope": slope]
    }

    private static func json(_ quality: QuestionCalibration.Quality?) -> JSONValue {
        guard let quality else { return .null }
        return [
            "cases": .int(Int64(quality.cases)), "brier": .double(quality.brier),
            "calibration_error": .double(quality.calibrationError),
        ]
    }
}

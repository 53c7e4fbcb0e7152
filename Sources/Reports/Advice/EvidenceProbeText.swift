package import Advisor
package import JSONCodec
import Statistics

/// What the log says of the factors, as a page of text and as `assay.probe/1`.
package struct EvidenceProbeText {
    private let probe: EvidenceProbe
    private let style: ANSIStyle
    private let width: Int

    package init(_ probe: EvidenceProbe, isColored: Bool, width: Int) {
        self.probe = probe
        style = ANSIStyle(isColored: isColored)
        self.width = min(width, 100)
    }

    package var text: String {
        let headline =
            "\(probe.feature), \(probe.question): \(NumberText.counted(probe.cases, "case")) in the "
            + "log, \(NumberText.count(probe.outcomes)) with an outcome."
        let paths = [probe.heuristic] + (probe.model.map { [$0] } ?? [])
        return
            ([style.bold(headline), ""] + paths.flatMap { path($0) }
            + lines("Difference", difference) + lines("Volume", volume) + lines("Payback", payback))
            .joined(separator: "\n")
    }

    private func lines(_ label: String, _ text: String?) -> [String] {
        guard let text else { return [] }
        return LabelledText(labelWidth: 16, width: width).lines(label, text)
    }

    private func path(_ path: EvidenceProbe.Path) -> [String] {
        guard let accuracy = path.accuracy else {
            return lines(path.name, "No case that it was asked has an outcome yet.")
        }
        var sentences = ["Right in \(Self.estimate(accuracy))."]
        if let coverage = path.coverage, coverage.value < 1,
            let answered = path.accuracyWhenAnswered
        {
            sentences.append(
                "It answers \(Self.estimate(coverage)) of cases, and is right in "
                    + "\(Self.estimate(answered)) of those.")
        }
        if let cost = path.errorCost {
            sentences.append(
                "Errors cost \(NumberText.money(cost.value)) a case "
                    + "(\(NumberText.money(cost.interval.lower)) to "
                    + "\(NumberText.money(cost.interval.upper)))"
                    + (path.costOfWrong.map { ", \(NumberText.money($0.value)) each wrong answer" }
                        ?? "")
                    + ".")
        } else {
            sentences.append("Nothing says what its errors cost: `economics` is missing.")
        }
        sentences.append(
            path.spentPerCorrect.map {
                $0 == 0
                    ? "Its answers cost nothing."
                    : "Each right answer cost \(NumberText.money($0))."
            } ?? "What a right answer cost is unknown.")
        if let p95 = path.p95 {
            sentences.append(
                "95 of 100 answers came within \(NumberText.duration(milliseconds: p95))"
                    + (path.isRecorded ? ", as recorded." : "."))
        }
        return lines(path.name, sentences.joined(separator: " "))
    }

    private var difference: String? {
        probe.difference.map {
            "Of a hundred cases the model gets "
                + "\(NumberText.decimal($0.value.magnitude * 100, decimals: 1)) "
                + "\($0.value < 0 ? "fewer" : "more") right than the heuristic (model less heuristic: "
                + "\(NumberText.decimal($0.interval.lower * 100, decimals: 1)) to "
                + "\(NumberText.decimal($0.interval.upper * 100, decimals: 1))): "
                + "\(NumberText.counted(probe.onlyModelRight, "case")) only it got right, "
                + "\(NumberText.count(probe.onlyHeuristicRight)) only the heuristic."
        }
    }

    private var volume: String? {
        let now = probe.casesPerYear.map {
            "\(NumberText.roundCount(Int(min($0, 9e15)))) cases a year"
                + (probe.isRateOfLog ? " at the log's rate" : ", as declared")
        }
        let needed = probe.breakEvenCasesPerYear.map {
            "the challenger pays its upkeep from \(NumberText.roundCount(Int(min($0, 9e15)))) on"
        }
        guard probe.model != nil else { return now.map { $0 + "." } }
        let parts = [now, needed ?? "no volume is known at which the challenger pays its upkeep"]
            .compactMap(\.self)
        guard let first = parts.first else { return nil }
        let text = parts.joined(separator: "; ")
        return first.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private var payback: String? {
        probe.paybackMonths.map {
            $0.isFinite
                ? "It would pay back what it costs to build in "
                    + "\(NumberText.decimal($0, decimals: 1)) months."
                : "It would never pay back what it costs to build."
        }
    }

    private static func estimate(_ estimate: Estimate) -> String {
        "\(NumberText.tablePercent(estimate.value)) "
            + "(\(NumberText.decimal(estimate.interval.lower * 100, decimals: 1)) to "
            + "\(NumberText.decimal(estimate.interval.upper * 100, decimals: 1)))"
    }
}

extension EvidenceProbe {
    package var json: JSONValue {
        [
            "schema": "assay.probe/1", "source": "evidence", "feature": .string(feature),
            "question": .string(question), "cases": .int(Int64(cases)),
            "outcomes": .int(Int64(outcomes)), "in_charge": .string(inCharge),
            "paths": ["heuristic": heuristic.json, "model": model?.json ?? .null],
            "majority_accuracy": .doubleOrNull(majorityAccuracy),
            "difference": difference.map {
                [
                    "estimate": .double($0.value), "low": .double($0.interval.lower),
                    "high": .double($0.interval.upper),
                    "only_model_right": .int(Int64(onlyModelRight)),
                    "only_heuristic_right": .int(Int64(onlyHeuristicRight)),
                ]
            } ?? .null,
            "break_even_cases_per_year": .doubleOrNull(breakEvenCasesPerYear),
            "cases_per_year": .doubleOrNull(casesPerYear),
            "payback_months": .doubleOrNull(
                paybackMonths.flatMap { $0.isFinite ? $0 : nil }),
            "measurements": .array(measurements.map(\.json)),
        ]
    }
}

extension EvidenceProbe.Path {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "judged": .int(Int64(judged)),
            "accuracy": accuracy?.json ?? .null, "coverage": coverage?.json ?? .null,
            "accuracy_when_answered": accuracyWhenAnswered?.json ?? .null,
            "error_cost_usd": errorCost?.json ?? .null,
            "cost_of_a_wrong_answer_usd": costOfWrong?.json ?? .null,
            "wrong": .int(Int64(wrong)), "spent_per_correct_usd": .doubleOrNull(spentPerCorrect),
            "latency_p95_ms": .doubleOrNull(p95), "is_recorded": .bool(isRecorded),
        ]
    }
}

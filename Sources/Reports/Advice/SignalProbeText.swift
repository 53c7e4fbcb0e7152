package import Advisor
package import JSONCodec

/// What the probe measured, as a page of text and as `assay.probe/1`.
package struct SignalProbeText {
    private let probe: SignalProbe
    private let label: String

    package init(_ probe: SignalProbe, label: String) {
        self.probe = probe
        self.label = label
    }

    package var text: String {
        var lines = [
            headline,
            "  \(probe.rows) rows, "
                + (probe.isForward
                    ? "the latest \(probe.heldOut) held out"
                    : "\(probe.heldOut) at random held out; `--time` would split by time")
                + (probe.unlabelled > 0 ? "; \(probe.unlabelled) without a label left out" : ""),
            "  always the commonest answer: \(Self.percent(probe.majorityAccuracy)) right",
            "  a small classifier: \(Self.percent(probe.accuracy)) right",
            "  lift: \(Self.points(probe.lift)) points "
                + "(\(Self.points(probe.liftLow)) to \(Self.points(probe.liftHigh)))",
            "  permutation p: \(Self.rounded(probe.permutationP)) in \(probe.rounds) rounds, labels "
                + "permuted in the held-out rows against fixed predictions",
            "  same input, other label: \(Self.percent(probe.contradicted)) of rows",
        ]
        lines += probe.suspects.map {
            "  `\($0.field)` alone is \(Self.percent($0.accuracy)) right: is it known before the "
                + "answer is?"
        }
        return lines.joined(separator: "\n")
    }

    private var headline: String {
        guard probe.permutationP <= 0.05 else {
            return
                "This small learner saw no signal for `\(label)` in \(probe.rows) rows. That says "
                + "no more than that."
        }
        return probe.liftLow > 0
            ? "The fields say something about `\(label)`."
            : "The fields say something about `\(label)`, but this small learner is not clearly "
                + "better than the commonest answer."
    }

    package var json: JSONValue {
        [
            "schema": "assay.probe/1", "label": .string(label), "rows": .int(Int64(probe.rows)),
            "unlabelled": .int(Int64(probe.unlabelled)), "held_out": .int(Int64(probe.heldOut)),
            "split": probe.isForward ? "forward" : "random",
            "balance": .array(
                probe.balance.map { ["label": .string($0.label), "share": .double($0.share)] }),
            "signal": [
                "majority_accuracy": .double(probe.majorityAccuracy),
                "accuracy": .double(probe.accuracy),
                "lift": [
                    "estimate": .double(probe.lift), "low": .double(probe.liftLow),
                    "high": .double(probe.liftHigh),
                ],
                "permutation": [
                    "p": .double(probe.permutationP), "rounds": .int(Int64(probe.rounds)),
                ],
            ],
            "label_noise": ["contradicted": .double(probe.contradicted)],
            "leakage": .array(
                probe.suspects.map {
                    ["field": .string($0.field), "accuracy": .double($0.accuracy)]
                }),
        ]
    }

    private static func percent(_ share: Double) -> String { "\(rounded(share * 100, 1)) %" }
    private static func points(_ share: Double) -> String { "\(rounded(share * 100, 1))" }

    private static func rounded(_ value: Double, _ digits: Int = 3) -> Double {
        let scale = digits == 1 ? 10.0 : 1_000.0
        return (value * scale).rounded() / scale
    }
}

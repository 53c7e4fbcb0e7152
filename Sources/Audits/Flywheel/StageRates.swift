import Decisions
import Statistics

/// How many cases reached each stage of the loop, and after how long.
struct StageRates {
    private(set) var served = 0
    private(set) var captured = 0
    private(set) var labelled = 0
    private(set) var trained = 0
    private(set) var withOutcome = 0
    /// Days from being served to the label, or to now where the case still waits.
    private var toLabel: [(time: Double, happened: Bool)] = []
    /// Days from the label to training, or to now.
    private var toTraining: [(time: Double, happened: Bool)] = []

    init(_ rows: [ServedLog.Row], now: Timestamp) {
        for row in rows {
            served += 1
            let isTrained = row.trainedAt != nil
            let isLabelled = row.labelledAt != nil || isTrained
            captured += isLabelled || !row.reactions.isEmpty ? 1 : 0
            labelled += isLabelled ? 1 : 0
            trained += isTrained ? 1 : 0
            withOutcome += row.truth != nil ? 1 : 0
            // Clocks may run backwards: no lag is below 0.
            let age = max(0, (row.labelledAt ?? now).days - row.time.days)
            toLabel.append((age, row.labelledAt != nil))
            if let label = row.labelledAt {
                let lag = max(0, (row.trainedAt ?? now).days - label.days)
                toTraining.append((lag, isTrained))
            }
        }
    }

    /// Each stage among those before it.
    var steps: [(name: String, reached: Int, of: Int)] {
        [
            ("captured among served", captured, served),
            ("labelled among captured", labelled, captured),
            ("trained on among labelled", trained, labelled),
            ("outcome known among served", withOutcome, served),
        ].filter { $0.2 > 0 }
    }

    /// The step that loses the greatest share.
    var worst: (name: String, reached: Int, of: Int)? {
        steps.min { $0.reached * $1.of < $1.reached * $0.of }
    }

    var labelLag: KaplanMeier { KaplanMeier(toLabel) }
    var trainingLag: KaplanMeier { KaplanMeier(toTraining) }

    var parts: [AuditFinding.Part] {
        let all = steps + [("labelled among served", labelled, served)]
        let rates = all.map { step in
            AuditFinding.Part(
                step.name, .ok, n: step.of, estimate: Double(step.reached) / Double(step.of),
                interval: wilsonInterval(successes: step.reached, trials: step.of))
        }
        return rates + [
            lag("median days to the label", labelLag, n: served, reached: labelled),
            lag("median days from label to training", trainingLag, n: labelled, reached: trained),
        ]
    }

    private func lag(
        _ name: String, _ curve: KaplanMeier, n: Int, reached: Int
    ) -> AuditFinding.Part {
        .init(
            name, curve.median == nil ? .cannotTell : .ok, n: n, estimate: curve.median,
            note: curve.median == nil
                ? "more than half still wait" : "\(n - reached) still wait")
    }
}

import Statistics

/// What larger models and more examples buy together, by the joint law A X⁻ᵅ D⁻ᵝ + E.
struct ModelGrowth {
    private static let resamples = 200
    private static let leastModels = 3

    private let models: [TrainingRuns]
    private let law: JointPowerLaw?
    private let gains: (model: [Double], examples: [Double])

    /// `nil` where the runs are of one model.
    init?(_ models: [TrainingRuns]) {
        guard models.count > 1 else { return nil }
        // A model whose runs have no item in common has no errors to speak of.
        let models = models.filter { $0.items >= SaturationAudit.leastItems }
        self.models = models
        law = Self.law(
            models, models.map { runs in runs.sizes.indices.map { runs.error($0) } })
        var generator = SeededGenerator(seed: 6)
        let laws = (0..<(law == nil ? 0 : Self.resamples)).compactMap { _ in
            Self.law(models, models.map { $0.resampledErrors(&generator) })
        }
        let (model, examples) = Self.largest(models)
        gains = (
            laws.map { $0.gainOfModel(model: model, examples: examples) }.sorted(),
            laws.map { $0.gainOfExamples(model: model, examples: examples) }.sorted()
        )
    }

    private static func law(_ models: [TrainingRuns], _ errors: [[Double]]) -> JointPowerLaw? {
        JointPowerLaw(
            zip(models, errors).flatMap { runs, errors in
                zip(runs.sizes, errors).map {
                    .init(model: Double(runs.model ?? 1), examples: Double($0), error: $1)
                }
            })
    }

    private static func largest(_ models: [TrainingRuns]) -> (model: Double, examples: Double) {
        let last = models.last
        return (Double(last?.model ?? 1), Double(last?.sizes.last ?? 1))
    }

    var parts: [AuditFinding.Part] {
        let names = ["a model of twice the size", "twice the examples"].map {
            "gain of \($0), by the joint curve"
        }
        let n = models.map(\.items).min() ?? 0
        guard let law else {
            return names.map {
                .init(
                    $0, .cannotTell, n: n,
                    note: "\(AuditWords.counted(models.count, "size")) of models; "
                        + "\(Self.leastModels) with as many sizes of data are needed")
            }
        }
        let (model, examples) = Self.largest(models)
        let values = [
            (law.gainOfModel(model: model, examples: examples), gains.model),
            (law.gainOfExamples(model: model, examples: examples), gains.examples),
        ]
        return zip(names, values).map { name, gain in
            .init(
                name, .ok, n: n, estimate: gain.0,
                interval: Interval(
                    lower: min(gain.0, quantile(gain.1, 0.025) ?? gain.0),
                    upper: max(gain.0, quantile(gain.1, 0.975) ?? gain.0)),
                note: "A·X^−α·D^−β + E with α \(AuditWords.decimal(law.modelExponent)), β "
                    + "\(AuditWords.decimal(law.exponent)), E \(AuditWords.decimal(law.floor))")
        }
    }

    /// The least, of 95 %, that a model of twice the size gains; `nil` where nobody can tell.
    var leastGainOfModel: Double? { law == nil ? nil : quantile(gains.model, 0.025) }
}

extension TrainingRuns {
    /// The error at a size, over all its seeds.
    fileprivate func error(_ size: Int) -> Double { 1 - (mean(accuracies(size)) ?? 0) }
}

import Decisions

/// A6: whether more training examples still make the path better, and whether the last ones harmed it.
package struct SaturationAudit: Audit {
    package static let id = AuditID.saturation

    static let harm = AuditThreshold(
        "A6.harm", 0.01,
        source: "Assay's floor: a loss under a point is not worth undoing a training run for")
    static let noise = AuditThreshold(
        "A6.largest-noise", 0.03,
        source: "Assay's: a test that cannot see three points says nothing about saturation")
    static let leastSizes = 4
    static let leastSeeds = 3
    static let leastItems = 100

    /// Found once: no observation changes what the runs say.
    private let found: AuditFinding

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        found = Self.finding(scope, material)
    }

    package func finding() -> AuditFinding { found }

    private static func finding(_ scope: AuditScope, _ material: AuditMaterial) -> AuditFinding {
        guard let dataset = material.datasets[.runs] else {
            return lack(
                "No training run has been recorded.", n: 0,
                "training runs",
                "name `datasets: { runs: runs.jsonl }` in feature.yaml, a row an item: the run's "
                    + "`size` and `seed`, the item's `id`, and whether it was answered right "
                    + "(`correct`)")
        }
        let models = TrainingRuns.byModel(dataset)
        let runs = models[models.count - 1]
        guard runs.unusable < max(1, dataset.count / 10) else {
            return lack(
                "\(AuditWords.count(runs.unusable)) of \(AuditWords.count(dataset.count)) rows lack what a run needs.",
                n: dataset.count - runs.unusable, "`size`, `seed`, `id` and `correct` in every row",
                "say under `columns` of `runs` which column has which")
        }
        guard runs.sizes.count >= leastSizes, runs.fewestSeeds >= leastSeeds else {
            return lack(
                "\(AuditWords.counted(runs.sizes.count, "size")) with at least "
                    + "\(AuditWords.counted(runs.fewestSeeds, "seed")) each are too few for a curve.",
                n: runs.items,
                "runs at \(leastSizes) sizes with \(leastSeeds) seeds each",
                "train on an eighth, a quarter, half and all of the examples, with three seeds")
        }
        guard runs.items >= leastItems else {
            return lack(
                "Only \(AuditWords.counted(runs.items, "item")) were answered in every run.",
                n: runs.items, "at least \(leastItems) items in common",
                "put one eval set to every run, and keep each item's result under its `id`")
        }
        return SaturationReport(
            scope, runs, growth: ModelGrowth(models),
            novelty: BatchNovelty(material.datasets[.training], scope.fields)
        ).finding()
    }

    private static func lack(
        _ sentence: String, n: Int, _ what: String, _ how: String
    ) -> AuditFinding {
        .cannotTell(id, sentence, n: n, missing: [.init(what, how: how)])
    }
}

extension SaturationAudit {
    package static let guide = AuditGuide(
        datasets: [.runs, .training], isPerQuestion: false,
        inputs:
            "`datasets.runs`: by training run (`size`, `seed`, and `model_size` where models differ) "
            + "and eval item (`id`) whether the answer was right (`correct`); `datasets.training`, its files in the order in which "
            + "they were added",
        formula: """
            err(n) = a·n^−b + c by least squares over the sizes, the jth with weight j (Figueroa \
            2012). The gain of doubling is G = a·n^−b(1 − 2^−b) at the largest size, its interval by \
            a bootstrap of items and seeds. Saturated: the upper 95 % limit of G lies below what the \
            eval set can see, 1.96·√(p(1 − p)/m). Harmed: of items that most seeds got right, the \
            largest size has fewer than the one before, exact McNemar p < 0.05, by `A6.harm` or more, \
            and by more than seeds differ (Student's t, p < 0.05). \
            Of runs of three models or more the largest is judged; A·X^−α·D^−β + E (Zhang 2024), by \
            least squares over all, says what a model of twice the size and twice the examples gain. \
            Novelty of the last batch: its runs of five words that no earlier one had.
            """,
        limits: "at least \(leastSizes) sizes with \(leastSeeds) seeds and \(leastItems) items in "
            + "common; where the eval set's noise exceeds `A6.largest-noise` a flat curve is only "
            + "worth a watch; such curves extrapolate optimistically",
        thresholds: [harm, noise])
}

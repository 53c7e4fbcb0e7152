import Baselines
import Decisions
import JSONCodec
import Statistics

extension LearntBaselines {
    private static let blocks = 5
    /// Fewer cases teach nothing.
    private static let fewest = 50

    /// Learns block by block; nil for too few cases, or where the answers shape the outcomes.
    ///
    /// `weights` says how many cases one stands for where the paths agree and where they differ.
    package init?(
        _ sample: LearntSample, weights: (agreeing: Double, differing: Double) = (1, 1)
    ) {
        let items = sample.ordered
        guard sample.input.outcome.dependsOnAnswer == .no, items.count >= Self.fewest else {
            return nil
        }
        let table = CaseTable(items.map(\.fields))
        guard !table.columns.isEmpty else { return nil }
        let truths = items.map(\.truth)
        let labels = sample.input.question.labels
        let start = items.count / Self.blocks
        var (ruled, classified) = ([Int](), [Int]())
        var text = ""
        for block in 1..<Self.blocks {
            let past = Array(0..<(items.count * block / Self.blocks))
            let rows = past.count..<(items.count * (block + 1) / Self.blocks)
            let rule = RuleBaseline(table, rows: past, labels: truths, labelCount: labels.count)
            ruled += rows.map { rule.leaf(table, row: $0).label }
            text = rule.cel(table, labels: labels)
            classified += Self.classified(
                rows, from: past, of: table, truths: truths, labels: labels.count)
        }
        let later = items[start...]
        func pairs(_ answers: [Int?], _ others: [Int?]) -> LearntPairs {
            var pairs = LearntPairs(weights: weights)
            for (item, (mine, theirs)) in zip(later, zip(answers, others)) {
                pairs.append(
                    differs: item.differs, firstRight: mine == item.truth,
                    secondRight: theirs == item.truth)
            }
            return pairs
        }
        let (heuristic, model) = (later.map(\.heuristic), later.map(\.model))
        let isModelBetter = (pairs(model, heuristic).lead?.value ?? 0) > 0
        let best = isModelBetter ? model : heuristic
        guard let rule = Self.figures(pairs(ruled, best)),
            let classifier = Self.figures(pairs(classified, best)),
            let accuracy = pairs(best, best).accuracy
        else { return nil }
        self.rule = rule
        self.classifier = classifier
        ruleText = text
        cases = later.count
        let heuristicName = sample.input.heuristic.name
        bestPath = isModelBetter ? sample.input.model?.name ?? heuristicName : heuristicName
        bestPathAccuracy = accuracy
        share = sample.share
    }

    private static func classified(
        _ rows: Range<Int>, from past: [Int], of table: CaseTable, truths: [Int], labels: Int
    ) -> [Int] {
        let hashed = CaseHasher(table, rows: past, labels: labels).cases
        var learner = LogisticBaseline(buckets: hashed.buckets, labels: labels)
        var generator = SeededGenerator(seed: 1)
        // Few cases need more passes to be learnt, many need fewer.
        let passes = min(30, max(4, 60_000 / past.count))
        learner.learn(hashed, rows: past, labels: truths, passes: passes, using: &generator)
        return rows.map { learner.label(hashed, row: $0) }
    }

    private static func figures(_ pairs: LearntPairs) -> Figures? {
        guard let accuracy = pairs.accuracy, let lead = pairs.lead else { return nil }
        return Figures(accuracy: accuracy, lead: lead)
    }
}

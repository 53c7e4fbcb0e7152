import Baselines
import Decisions
import JSONCodec
import Statistics

extension LearntBaselines {
    private static let blocks = 5
    /// Fewer cases teach nothing.
    private static let fewest = 50

    /// Learns block by block; nil for too few cases, or where the answers shape the outcomes.
    package init?(_ sample: LearntSample) {
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
        func hits(_ answers: [Int?]) -> [Bool] { zip(answers, later).map { $0 == $1.truth } }
        let heuristic = hits(later.map(\.heuristic))
        let model = hits(later.map(\.model))
        let isModelBetter = model.count { $0 } > heuristic.count { $0 }
        let best = isModelBetter ? model : heuristic
        guard let rule = Self.figures(hits(ruled), against: best),
            let classifier = Self.figures(hits(classified), against: best),
            let accuracy = Estimate.proportion(best.count { $0 }, of: best.count)
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

    private static func figures(_ right: [Bool], against best: [Bool]) -> Figures? {
        var pairs = PairedTable(bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0)
        for (mine, theirs) in zip(right, best) {
            pairs.append(firstRight: mine, secondRight: theirs)
        }
        guard let accuracy = Estimate.proportion(pairs.firstRight, of: pairs.pairs),
            let lead = pairs.difference, let interval = newcombePairedInterval(pairs)
        else { return nil }
        return Figures(
            accuracy: accuracy,
            lead: Estimate(value: lead, interval: interval, confidence: 0.95))
    }
}

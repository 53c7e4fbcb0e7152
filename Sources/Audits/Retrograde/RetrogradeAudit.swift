import Decisions
import Evidence
import JSONCodec
import Statistics

/// A4: whether the product has outgrown what the feature learnt from.
package struct RetrogradeAudit: Audit {
    package static let id = AuditID.retrograde

    static let unseen = AuditThreshold(
        "A4.unseen-share", 0.02,
        source: "Assay's floor for cases from unseen places beyond what chance brings")
    static let ratio = AuditThreshold(
        "A4.unseen-ratio", 2, source: "Assay's: twice Good's expected novelty")
    static let gap = AuditThreshold(
        "A4.accuracy-gap", 0.05, source: "Assay's floor for a loss of accuracy in unseen places")
    static let leastRows = 1_000
    static let leastCases = 200
    static let leastLabels = 30
    private static let mostNumbers = 20_000

    /// Cases, by whether they lie in a place that training had.
    struct Tally: Sendable {
        var seen = 0
        var unseen = 0
        /// Those of people who had not been here before.
        var newcomers = (seen: 0, unseen: 0)
        /// By path and place, labelled cases and how many were right.
        var labelled: [String: Labelled] = [:]
    }

    struct Labelled: Sendable {
        var seen = (right: 0, n: 0)
        var unseen = (right: 0, n: 0)
    }

    let scope: AuditScope
    let versions: [LoggedVersion]
    let rows: Int
    let places: [KnownPlaces]
    /// What cannot be compared, and which of it the cases have.
    private let unlike: [UnlikeField]
    private var lived: Set<String> = []
    /// By window, by place.
    private(set) var windows: [AuditWindow: [Tally]] = [:]
    private(set) var cases = 0
    /// Of each quantity, the last values.
    private(set) var numbers: [[Double]]
    private var next: [Int]

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        versions = material.versions
        let rows = material.datasets[.training].map { Array($0.rows) } ?? []
        self.rows = rows.count
        unlike =
            (material.datasets[.training].map {
                UnlikeField.all(in: $0, scope.fields, of: scope.question)
            } ?? []).filter { $0.name != UnlikeField.outcome }
        let names = Set(unlike.map(\.name))
        var places = scope.fields.filter { !names.contains($0.name) }.compactMap { field in
            KnownPlaces(
                field.name, of: rows.map { $0.values[field.name] },
                isNumeric: [.int, .uint, .double].contains(field.type))
        }
        if !scope.fields.contains(where: { $0.type == .string && names.contains($0.name) }) {
            KnownPlaces(wordsOf: Self.text, in: rows.map { $0.values.text(of: scope.fields) })
                .map { places.append($0) }
        }
        self.places = rows.count >= Self.leastRows ? places : []
        numbers = self.places.map { _ in [] }
        next = self.places.map { _ in 0 }
    }

    private static let text = "the text's words"

    /// Of what cannot be compared, what the cases have.
    var notCompared: [UnlikeField] { unlike.filter { lived.contains($0.name) } }

    /// By place, Good's expected share of unseen cases, f₁/n.
    package var expectedNovelty: [String: Double] {
        Dictionary(uniqueKeysWithValues: places.map { ($0.name, $0.expected) })
    }

    package mutating func append(_ observation: AuditObservation) {
        guard !observation.isRepeat, observation.isFirstInWindow else { return }
        cases += 1
        for field in unlike where observation.has(field) { lived.insert(field.name) }
        guard !places.isEmpty else { return }
        let window = AuditWindow(holding: observation.logged.happenedAt)
        let results = results(observation)
        var tallies = windows[window] ?? places.map { _ in Tally() }
        for (index, place) in places.enumerated() {
            let value = observation.fields[place.name]
            let text = place.name == Self.text ? observation.fields.text(of: scope.fields) : ""
            guard let isUnseen = place.isUnseen(value, text: text) else { continue }
            tallies[index].append(isUnseen, results, isNewcomer: observation.isFirstOfUser)
            if !place.numbers.isEmpty, let number = value?.double { keep(number, index) }
        }
        windows[window] = tallies
    }

    /// By path, whether the answer was right; empty without a truth.
    private func results(_ observation: AuditObservation) -> [(path: String, isRight: Bool)] {
        guard let truth = observation.logged.outcome else { return [] }
        return Set(observation.logged.answers.map(\.path)).compactMap { path in
            guard let answer = observation.answer(of: path, in: scope) else { return nil }
            switch answer.status {
            case .answered, .abstained, .failed: return (path, answer.value == truth.value)
            case .skipped, .shed: return nil
            }
        }
    }

    private mutating func keep(_ number: Double, _ index: Int) {
        if numbers[index].count < Self.mostNumbers {
            numbers[index].append(number)
        } else {
            numbers[index][next[index] % Self.mostNumbers] = number
            next[index] += 1
        }
    }

    package func finding() -> AuditFinding {
        if let lack { return lack }
        return RetrogradeReport(self).finding()
    }

    private var lack: AuditFinding? {
        guard rows >= Self.leastRows else {
            return .cannotTell(
                Self.id,
                rows == 0
                    ? "Nobody knows what the feature learnt from."
                    : "\(AuditWords.count(rows)) training rows are too few to expect how many cases are new.",
                n: rows,
                missing: [
                    .init(
                        "at least \(Self.leastRows) rows of training data",
                        how: "name `datasets: { training: train.jsonl }` in feature.yaml, with the "
                            + "feature's fields: what the model learnt from, or what the rules and "
                            + "the prompt were made with")
                ])
        }
        guard !places.isEmpty else {
            return .cannotTell(
                Self.id, "The training data has no field in common with the cases.", n: rows,
                missing: notCompared.map { $0.missing(in: .training) } + [
                    .init(
                        "fields of the feature in the training data",
                        how: "say under `columns` which column has which field")
                ])
        }
        guard cases > 0 else {
            return scope.withoutCases(
                Self.id, "Nobody knows what is asked today: no case has been logged",
                missing: .init(
                    "observations", how: "`assay replay \(scope.arguments)`, or serve it"))
        }
        return nil
    }
}

extension RetrogradeAudit.Tally {
    mutating func append(
        _ isUnseen: Bool, _ results: [(path: String, isRight: Bool)], isNewcomer: Bool
    ) {
        if isUnseen { unseen += 1 } else { seen += 1 }
        if isNewcomer {
            if isUnseen { newcomers.unseen += 1 } else { newcomers.seen += 1 }
        }
        for (path, isRight) in results {
            var labelled = self.labelled[path] ?? RetrogradeAudit.Labelled()
            if isUnseen {
                labelled.unseen.n += 1
                labelled.unseen.right += isRight ? 1 : 0
            } else {
                labelled.seen.n += 1
                labelled.seen.right += isRight ? 1 : 0
            }
            self.labelled[path] = labelled
        }
    }

    mutating func append(_ other: Self) {
        seen += other.seen
        unseen += other.unseen
        labelled.merge(other.labelled) { $0 + $1 }
    }

    var cases: Int { seen + unseen }
}

extension RetrogradeAudit.Labelled {
    static func + (left: Self, right: Self) -> Self {
        .init(
            seen: (left.seen.right + right.seen.right, left.seen.n + right.seen.n),
            unseen: (left.unseen.right + right.unseen.right, left.unseen.n + right.unseen.n))
    }
}

extension RetrogradeAudit {
    package static let guide = AuditGuide(
        readsFields: true, datasets: [.training],
        inputs: "`datasets.training` against the cases of the log, their outcomes and answers, and "
            + "when versions of the paths first answered",
        formula: """
            A case is from an unseen place where its value of a field, or more than a quarter of its \
            words, is in no training row, or its number outside their range. Expected is Good's \
            f₁/n, the share of training rows that no other row is like; observed is k/m of recent \
            cases (exact binomial test, one-sided). An e-process against "cases are as often new as \
            training rows are among themselves". Accuracy on seen less that on unseen places \
            (Newcombe). The change of accuracy since the first cases is parted into mix, \
            Σ (w′ − w)·mean accuracy, and the rest; growth is where mix is over half. The quantities' \
            distributions are compared by Kolmogorov and Smirnov.
            """,
        limits: "from \(leastRows) training rows and \(leastCases) recent cases on; accuracy needs "
            + "\(leastLabels) labels on either side, without them coverage alone is reported",
        thresholds: [unseen, ratio, gap])
}

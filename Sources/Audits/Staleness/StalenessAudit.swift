import Decisions
import Evidence
import JSONCodec

/// A2: whether the eval set still looks like what is asked today.
package struct StalenessAudit: Audit {
    package static let id = AuditID.staleness

    static let distance = AuditThreshold(
        "A2.distance", 0.1, source: "Evidently's default for the Jensen–Shannon distance")
    static let orphanMass = AuditThreshold(
        "A2.orphan-mass", 0.1, source: "Assay's floor for requests without test questions")
    static let area = AuditThreshold(
        "A2.classifier-area", 0.55, source: "Evidently's default for a domain classifier")
    static let gainGap = AuditThreshold(
        "A2.gain-gap", 0.02, source: "Assay's floor: a smaller gap of gains is not worth a watch")
    /// A slice with fewer test questions has none to speak of.
    static let leastOfSlice = 5
    private static let mostSliceValues = 1_000
    private static let mostRecent = 2_000

    /// What is counted of the stream in a window of time.
    struct Window: Sendable {
        var cases = 0
        /// By check and category.
        var counts: [[Int]]
        /// Of people who had not been here before.
        var newcomers: [[Int]]
        /// By slice field and value, all cases.
        var slices: [String: [String: Int]] = [:]

        init(_ bins: [FieldBins]) {
            counts = bins.map { [Int](repeating: 0, count: $0.count) }
            newcomers = counts
        }

        mutating func count(_ category: Int, of check: Int, _ isNewcomer: Bool) {
            counts[check][category] += 1
            if isNewcomer { newcomers[check][category] += 1 }
        }
    }

    let scope: AuditScope
    let rows: [DatasetRow]
    let bins: [FieldBins]
    /// What cannot be compared, and which of it the cases have.
    private let unlike: [UnlikeField]
    private var lived: Set<String> = []
    private(set) var windows: [AuditWindow: Window] = [:]
    private(set) var cases = 0
    private(set) var gains: ReleaseGains
    /// The last cases, by their tokens, for the classifier.
    private(set) var recent: [[UInt64]] = []
    /// The last eval rows, by their tokens.
    private(set) var rowTokens: [[UInt64]] = []
    private var nextRecent = 0
    private let comparesTexts: Bool
    /// The slice fields that eval rows have.
    let slices: [String]

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        let rows = material.datasets[.eval].map { Array($0.rows) } ?? []
        self.rows = rows
        gains = ReleaseGains(material.datasets[.history])
        let unlike = material.datasets[.eval].map {
            UnlikeField.all(in: $0, scope.fields, of: scope.question)
        }
        self.unlike = unlike ?? []
        let names = Set(self.unlike.map(\.name))
        var bins = scope.fields.filter { !names.contains($0.name) }.compactMap { field in
            FieldBins(
                field.name, of: rows.map { $0.values[field.name] },
                isNumeric: [.int, .uint, .double].contains(field.type))
        }
        if rows.contains(where: { $0.outcome != nil }), !names.contains(Self.outcome) {
            let outcomes = rows.compactMap(\.outcome).map { JSONValue?.some(.string($0)) }
            FieldBins(Self.outcome, of: outcomes, isNumeric: false).map { bins.append($0) }
        }
        comparesTexts = !scope.fields.contains { $0.type == .string && names.contains($0.name) }
        let texts = comparesTexts ? rows.map { $0.values.text(of: scope.fields) } : []
        FieldBins(unseenWordsIn: "the text", of: texts).map { bins.append($0) }
        self.bins = bins
        slices = scope.slices.filter { !names.contains($0) }
        rowTokens = rows.suffix(Self.mostRecent).map { tokens($0.values) }
    }

    static let outcome = UnlikeField.outcome

    /// Of what cannot be compared, what the cases have.
    var notCompared: [UnlikeField] { unlike.filter { lived.contains($0.name) } }

    package mutating func append(_ observation: AuditObservation) {
        guard !observation.isRepeat, observation.isFirstInWindow, !rows.isEmpty else { return }
        let isNewcomer = observation.isFirstOfUser
        gains.append(observation.logged)
        cases += 1
        for field in unlike where observation.has(field) { lived.insert(field.name) }
        let key = AuditWindow(holding: observation.logged.happenedAt)
        var window = windows[key] ?? Window(bins)
        window.cases += 1
        for (index, bin) in bins.enumerated() {
            if bin.name == Self.outcome {
                guard let outcome = observation.logged.outcome else { continue }
                let value = JSONValue.string(outcome.value.description)
                window.count(bin.category(value, text: ""), of: index, isNewcomer)
            } else {
                let category = bin.category(
                    observation.fields[bin.name], text: observation.fields.text(of: scope.fields))
                window.count(category, of: index, isNewcomer)
            }
        }
        for field in slices {
            let value = observation.fields[field]?.scalarText ?? "(missing)"
            let known = window.slices[field]?.count ?? 0
            if known < Self.mostSliceValues || window.slices[field]?[value] != nil {
                window.slices[field, default: [:]][value, default: 0] += 1
            }
        }
        windows[key] = window
        keep(tokens(observation.fields))
    }

    private mutating func keep(_ tokens: [UInt64]) {
        if recent.count < Self.mostRecent {
            recent.append(tokens)
        } else {
            recent[nextRecent % Self.mostRecent] = tokens
            nextRecent += 1
        }
    }

    /// The words of a row, and the category of each of its other fields, each once, in one order.
    func tokens(_ values: JSONObject) -> [UInt64] {
        let text = comparesTexts ? values.text(of: scope.fields) : ""
        let categories = bins.enumerated().compactMap { index, bin -> UInt64? in
            guard bin.name != Self.outcome, !bin.name.hasPrefix("new words") else { return nil }
            return UInt64(index) << 8 | UInt64(bin.category(values[bin.name], text: ""))
        }
        return Set(TextTokens(text).words + categories).sorted()
    }

    package func finding() -> AuditFinding {
        if let lack { return lack }
        return StalenessReport(self).finding()
    }

    private var lack: AuditFinding? {
        guard !rows.isEmpty else {
            return .cannotTell(
                Self.id, "There is no eval set to compare with what is asked today.", n: cases,
                missing: [
                    .init(
                        "an eval set",
                        how: "name `datasets: { eval: eval.jsonl }` in feature.yaml, with each "
                            + "row's fields, `outcome`, `time` and whether the path was right "
                            + "(`correct`)")
                ])
        }
        guard cases > 0 else {
            return scope.withoutCases(
                Self.id, "Nobody knows what is asked today: no case has been logged",
                n: rows.count,
                missing: .init(
                    "observations", how: "`assay replay \(scope.arguments)`, or serve it"))
        }
        guard !bins.isEmpty else {
            return .cannotTell(
                Self.id, "The eval set has no field in common with the cases.", n: rows.count,
                missing: notCompared.map { $0.missing(in: .eval) } + [
                    .init(
                        "fields of the feature in at least 20 rows of the eval set",
                        how: "say under `columns` which column has which field")
                ])
        }
        return nil
    }
}

extension StalenessAudit {
    package static let guide = AuditGuide(
        readsFields: true, datasets: [.eval],
        inputs: "`datasets.eval` (fields, `outcome`, `time`, `correct`) against the cases of the "
            + "log; `slices`; `datasets.history` (`version`, `time`, `correct`) against labelled "
            + "live cases",
        formula: """
            By field, over fixed bins (quintiles of the eval set, its seven commonest values, the \
            share of new words): the population stability index against its own 95 % point under no \
            drift, (1/n + 1/m) χ² on B − 1 degrees; the Jensen–Shannon distance; χ². An e-process \
            against "the stream is drawn as the eval set was" (universal inference, mixed over the \
            windows in which it may begin). Orphan mass is the share of recent cases in slices with \
            under 5 rows of the eval set; reweighted accuracy is Σ w·acc over slices. A naive Bayes \
            classifier tells eval rows from recent cases (area under its ROC curve). Of the first and \
            the last release with \(ReleaseGains.leastCases) labelled live cases: the gain on the \
            eval set less the gain live (Newcombe's limits, put together as Zou and Donner do).
            """,
        limits: "cannot tell below about 200 rows on either side; the classifier needs 50; texts "
            + "are compared by new words alone",
        thresholds: [distance, orphanMass, area, gainGap])
}

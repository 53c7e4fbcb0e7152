import Decisions
import Evidence
import Statistics

/// A7: whether answers differ between groups of people, by each path.
package struct BiasAudit: Audit {
    package static let id = AuditID.bias

    static let leastRatio = AuditThreshold(
        "A7.selection-ratio", 0.8, source: "four-fifths guideline, 29 CFR 1607.4(D)")
    static let largestGap = AuditThreshold(
        "A7.rate-gap", 0.05, source: "Assay's floor: smaller gaps never fire")
    /// Groups of fewer cases, or with fewer truths of the kind, say nothing.
    static let leastCases = 30
    static let leastPositives = 5
    /// More kinds of groups than this are not looked at.
    private static let mostAttributes = 6
    /// What stands between two groups of a case that are looked at together.
    static let intersection = " × "

    let scope: AuditScope
    private let favourable: [OptionValue]
    private(set) var tallies: [Key: GroupTally] = [:]
    private(set) var cases = 0
    private var withGroups = 0
    private var attributes: [String]

    struct Key: Hashable, Comparable {
        var attribute: String
        var path: String

        static func < (left: Key, right: Key) -> Bool {
            (left.attribute, left.path) < (right.attribute, right.path)
        }
    }

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        favourable = Self.favourable(scope)
        attributes = scope.settings.groups
    }

    /// Without a word in the file, `true` of a predicate and the second of two choices.
    private static func favourable(_ scope: AuditScope) -> [OptionValue] {
        let options = scope.question.options.map(\.value)
        let declared = scope.settings.favourable.filter(options.contains)
        return declared.isEmpty && options.count == 2 ? [options[1]] : declared
    }

    package mutating func append(_ observation: AuditObservation) {
        guard observation.isFirstOfUser || observation.isFirstInWindow,
            !observation.isRepeat || observation.logged.environment == .replay
        else { return }
        let isFirst = observation.isFirstOfUser
        cases += observation.isRepeat || !isFirst ? 0 : 1
        let groups = groups(of: observation.logged.groups)
        guard !groups.isEmpty, !favourable.isEmpty else { return }
        let truth = observation.logged.outcome.map { favourable.contains($0.value) }
        let window = AuditWindow(holding: observation.logged.happenedAt)
        for (path, value) in answers(observation) {
            let isSelected = value.map(favourable.contains) ?? false
            for (attribute, group) in groups {
                tallies[Key(attribute: attribute, path: path), default: GroupTally()].append(
                    group, isSelected: isSelected, truth: truth, in: window, isFirst: isFirst)
            }
        }
        withGroups += 1
    }

    /// What each path said, and what was acted on; nothing said is nothing given.
    private func answers(_ observation: AuditObservation) -> [(String, OptionValue?)] {
        let logged = observation.logged
        var seen: Set<String> = []
        var answers: [(String, OptionValue?)] = logged.answers.compactMap { entry in
            guard let answer = observation.answer(of: entry.path, in: scope),
                seen.insert(entry.path).inserted
            else { return nil }
            switch answer.status {
            case .answered, .abstained, .failed: return (entry.path, answer.value)
            case .skipped, .shed: return nil
            }
        }
        if logged.environment == .live { answers.append(("what was acted on", logged.shown)) }
        return answers
    }

    /// The groups of a case, by attribute, and by each pair of attributes.
    private mutating func groups(of known: [String: String]) -> [(String, String)] {
        if scope.settings.groups.isEmpty, !known.isEmpty {
            for name in known.keys.sorted()
            where attributes.count < Self.mostAttributes && !attributes.contains(name) {
                attributes.append(name)
            }
        }
        let single = attributes.sorted().compactMap { name in known[name].map { (name, $0) } }
        var all = single
        for (index, first) in single.enumerated() {
            for second in single.dropFirst(index + 1) {
                all.append(
                    (first.0 + Self.intersection + second.0, first.1 + Self.intersection + second.1)
                )
            }
        }
        return all
    }

    package func finding() -> AuditFinding {
        if let lack { return lack }
        var report = BiasReport(self)
        return report.finding()
    }

    /// Why nothing can be told at all.
    private var lack: AuditFinding? {
        guard cases > 0 else {
            return scope.withoutCases(
                Self.id, "No case has been logged",
                missing: .init("observations", how: "`assay replay \(scope.arguments)`"))
        }
        guard !favourable.isEmpty else {
            return .cannotTell(
                Self.id, "Nobody has said which answers are good for people.", n: cases,
                missing: [
                    .init(
                        "which of \(scope.question.options.count) answers are favourable",
                        how: "write `audits: { favourable: [\(scope.question.labels[0])] }` in "
                            + "feature.yaml, with the answers that people want")
                ])
        }
        guard withGroups > 0 else {
            return .cannotTell(
                Self.id, "No case says which group it belongs to.", n: cases,
                missing: [
                    .init(
                        "`groups` of cases",
                        how: "give each case `groups`, such as {\"region\": \"north\"}, in the "
                            + "recorded file or in `x_assay` of a request")
                ])
        }
        return nil
    }

    /// The answers that count as good, for sentences.
    var favourableText: String {
        favourable.map { "`\($0)`" }.joined(separator: " or ")
    }
}

import Decisions

/// A request's questions as those of a feature.
struct Claim: Sendable {
    let feature: ServedFeature
    /// For each question asked, its index in the feature.
    let questions: [Int]
    /// For each question asked, the feature's code of each option in the request's order; `nil`
    /// where the order is the feature's.
    let codes: [[Int]?]

    /// Finds each of `asked` in `feature`; throws what the feature does answer where one is not.
    ///
    /// A question without a name is the one that its type and options fit, unless `byNameOnly`.
    init(
        _ asked: [AskedQuestion], by feature: ServedFeature, byNameOnly: Bool = false
    ) throws(WireProblem) {
        var questions: [Int] = []
        var codes: [[Int]?] = []
        for (index, question) in asked.enumerated() {
            let place = try Self.place(of: question, at: index, in: feature, byNameOnly)
            guard !questions.contains(place.question) else {
                throw WireProblem(
                    .invalid, "two questions ask for the same answer",
                    at: [.member("questions"), .element(index)])
            }
            questions.append(place.question)
            codes.append(place.codes)
        }
        self.feature = feature
        self.questions = questions
        self.codes = codes
    }

    private static func place(
        of asked: AskedQuestion, at index: Int, in feature: ServedFeature, _ byNameOnly: Bool
    ) throws(WireProblem) -> (question: Int, codes: [Int]?) {
        let known = feature.feature.questions
        if let name = asked.name {
            guard let found = known.firstIndex(where: { $0.name == name }) else {
                throw refusal("has no question `\(name.prefix(64))`", asked, index, feature)
            }
            guard let codes = Self.codes(of: asked, in: known[found]) else {
                let fact = "answers `\(known[found].name)` as \(known[found].inWords) only"
                throw refusal(fact, asked, index, feature)
            }
            return (found, codes.isEmpty ? nil : codes)
        }
        let fitting = known.indices.filter { Self.codes(of: asked, in: known[$0]) != nil }
        guard !byNameOnly, fitting.count == 1, let found = fitting.first else {
            throw refusal("cannot tell which question this is", asked, index, feature)
        }
        let codes = Self.codes(of: asked, in: known[found]) ?? []
        return (found, codes.isEmpty ? nil : codes)
    }

    private static func refusal(
        _ fact: String, _ asked: AskedQuestion, _ index: Int, _ feature: ServedFeature
    ) -> WireProblem {
        let known = feature.feature.questions.map { "`\($0.name)` (\($0.inWords))" }
        let name = feature.feature.name
        let place: WireProblem.Place =
            asked.keepsTypes ? .element(index) : .member(asked.name ?? String(index))
        return WireProblem(
            .invalid, "feature `\(name)` \(fact); it answers \(known.joined(separator: ", "))",
            at: [.member("questions"), place])
    }

    /// Returns the feature's code of each option; empty where they are the same in the same order,
    /// `nil` where they are others.
    private static func codes(of asked: AskedQuestion, in question: Question) -> [Int]? {
        guard asked.kind == .question(question.kind),
            asked.options.count == question.options.count
        else { return nil }
        if zip(asked.options, question.options).allSatisfy({ $0 == $1.value }) { return [] }
        switch question.kind {
        case .predicate: return nil
        case .score:
            // The levels' order is their meaning.
            let fits = zip(asked.options, question.options).allSatisfy { $0.says($1) }
            return fits ? [] : nil
        case .choice:
            var codes: [Int] = []
            for option in asked.options {
                let code =
                    question.code(of: option)
                    ?? question.options.firstIndex { option.says($0) && !asked.keepsTypes }
                guard let code, !codes.contains(code) else { return nil }
                codes.append(code)
            }
            return codes
        }
    }
}

extension OptionValue {
    /// Whether System One, which knows texts only, writes `option` like this.
    fileprivate func says(_ option: Question.Option) -> Bool {
        guard case .text(let text) = self else { return false }
        let value = option.value.description
        return text == value || option.description.map { text == "\(value): \($0)" } == true
    }
}

extension Question {
    /// Its type and values, for messages.
    fileprivate var inWords: String {
        guard kind != .predicate else { return kind.rawValue }
        let shown = labels.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
        let rest = labels.count > 12 ? " and \(labels.count - 12) more" : ""
        return "\(kind.rawValue) of \(shown)\(rest)"
    }
}

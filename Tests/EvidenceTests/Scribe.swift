import Decisions
import Evidence

extension Question {
    static let team = Question(
        name: "team", kind: .choice, instructions: "Which team?",
        options: ["billing", "technical", "other"].map { Option(.text($0)) })
    static let urgent = Question.predicate("urgent", instructions: "Is it urgent?")
}

extension PathVersion {
    static let rules1 = PathVersion(path: "heuristic", version: ContentHash([("rules", "1")]))
    static let rules2 = PathVersion(path: "heuristic", version: ContentHash([("rules", "2")]))
    static let model = PathVersion(path: "model", version: ContentHash([("prompt", "1")]))
}

/// A case as a test writes it.
struct Line {
    var id: String
    var input = #"{"text":"help"}"#
    var line = 1
    var user: String?
    var time: Timestamp?

    var arrival: CaseArrival {
        CaseArrival(
            id: id, inputHash: CaseInput(json: Array(input.utf8)).hash.high, line: line,
            time: time?.microseconds ?? CaseCell.noTime, user: user)
    }

    var logged: Case {
        Case(id: id, time: time, user: user, input: CaseInput(json: Array(input.utf8)))
    }
}

/// Writes to a log as a replay does.
struct Scribe {
    var store: SQLiteEvidenceStore
    var feature: FeatureKey
    var source = CaseSource(name: "traffic.jsonl", signature: "1")
    let now = Timestamp(microseconds: 1_767_225_600_000_000)

    init(
        _ store: SQLiteEvidenceStore, name: String = "triage", questions: [Question] = [.team],
        rule: CountingRule = .latestHuman
    ) async throws {
        self.store = store
        feature = try await store.open(name, questions: questions, countingRule: rule)
    }

    func register(
        _ lines: [Line], for paths: [PathVersion] = [.rules1], repeats: Int = 1,
        claims: CaseClaims? = nil,
        isOpen: @Sendable @escaping (UInt8?) -> Bool = { $0 == nil }
    ) async throws -> [CaseTicket] {
        try await store.register(
            lines.map(\.arrival), of: feature, from: source,
            wanted: paths.flatMap { path in
                feature.questions.indices.flatMap { question in
                    (0..<repeats).map {
                        WantedAnswer(question: question, path: path, repeatIndex: $0)
                    }
                }
            }, claims: claims, isOpen: isOpen)
    }

    func observation(
        _ line: Line, _ number: Int, question: String = "team", _ answers: [VersionedAnswer]
    ) -> Observation {
        Observation(
            id: store.ids.next(at: now.microseconds), requestID: store.ids.next(at: 0),
            question: question, case: line.logged, caseNumber: number, loggedAt: now,
            environment: .replay, answers: answers, inCharge: answers.first?.answer.path,
            shown: answers.first?.answer.code,
            versions: VersionSet(feature: ContentHash([("feature", "1")])))
    }

    /// Answers what the log lacks with option 0 and returns how much that was.
    @discardableResult
    func replay(_ lines: [Line], by paths: [PathVersion] = [.rules1]) async throws -> Int {
        var observations: [Observation] = []
        for (line, ticket) in zip(lines, try await register(lines, for: paths)) {
            if case .duplicate = ticket.standing { continue }
            let count = feature.questions.count
            for (index, question) in feature.questions.enumerated() {
                let answers = paths.indices.compactMap { path in
                    ticket.statuses[path * count + index] == nil
                        ? VersionedAnswer(
                            .answered(paths[path].path, 0), version: paths[path].version)
                        : nil
                }
                guard !answers.isEmpty else { continue }
                observations.append(
                    observation(line, ticket.caseNumber, question: question.name, answers))
            }
        }
        try await store.append(observations, of: feature)
        return observations.count
    }

    func record(_ outcomes: Outcome...) async throws -> OutcomeCounts {
        try await store.record(outcomes, of: feature, receivedAt: now)
    }

    func rows(
        _ paths: [PathVersion] = [.rules1], question: String = "team", repeatIndex: Int = 0
    ) async throws -> [EvidenceRow] {
        try await store.fold(
            feature, question: question,
            tries: paths.map { PathTry(path: $0, repeatIndex: repeatIndex) }, into: []
        ) { $0.append($1) }
    }

    func export(_ format: ExportFormat = .jsonl) async throws -> [String] {
        let text = Collected()
        try await store.export(feature, as: format) { text.append($0) }
        return text.string.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }
}

extension Answer {
    static func answered(_ path: String, _ code: Int) -> Answer {
        Answer(path: path, status: .answered, code: code, latency: 1000, price: .zero)
    }
}

extension Outcome {
    static func of(
        _ caseID: String, _ value: String, _ source: Source = .systemOfRecord,
        rater: String? = nil, observedAt: Int64? = nil, supersedes: String? = nil
    ) -> Outcome {
        Outcome(
            caseID: caseID, question: "team", value: .text(value), source: source, rater: rater,
            observedAt: observedAt.map(Timestamp.init(microseconds:)), supersedes: supersedes)
    }
}

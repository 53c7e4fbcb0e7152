import Decisions
import Evidence

/// What people were served live, and what they did with it: a row a case.
struct ServedLog: Sendable {
    /// What somebody did with an answer, in one event or several.
    struct Reactions: OptionSet, Sendable {
        let rawValue: UInt8
        static let accepted = Reactions(rawValue: 1)
        static let edited = Reactions(rawValue: 2)
        static let reworded = Reactions(rawValue: 4)
        static let bypassed = Reactions(rawValue: 8)
        static let abandoned = Reactions(rawValue: 16)
    }

    struct Row: Sendable {
        var time: Timestamp
        /// The user, hashed.
        var user: UInt64?
        var isFirstOfUser: Bool
        /// What the caller got, and the truth, as places in `values`.
        var shown: UInt16?
        var truth: UInt16?
        /// What it was changed to before use, as a place in `values`.
        var editedTo: UInt16?
        /// With what probability the answer was to be hidden.
        var holdout: Double
        var isHidden: Bool
        /// Whether it was put before somebody, where the caller said so.
        var wasShown: Bool?
        var raterSawAnswer: Bool
        var reactions: Reactions = []
        var labelledAt: Timestamp?
        var trainedAt: Timestamp?
        /// The value of the first slice field.
        var segment: String?

        /// What was asked for, as far as anybody knows.
        var asked: UInt16? { truth ?? editedTo ?? (reactions.contains(.accepted) ? shown : nil) }
    }

    /// Of the log, as many live cases are looked at, the first ones.
    static let mostRows = 1_000_000
    /// Values beyond these are counted as one.
    private static let mostValues = 1_000

    let question: String
    private let segment: String?
    private(set) var rows: [Row] = []
    /// The values that were served or were true.
    private(set) var values: [String] = []
    private var codes: [OptionValue: UInt16] = [:]
    private var byObservation: [UInt64: Int] = [:]
    private var byCase: [UInt64: Int] = [:]

    init(_ scope: AuditScope) {
        question = scope.question.name
        segment = scope.slices.first
    }

    /// Returns the place of the observation's row; `nil` where it makes none.
    mutating func append(_ observation: AuditObservation) -> Int? {
        let logged = observation.logged
        guard logged.environment == .live, !observation.isRepeat, rows.count < Self.mostRows
        else { return nil }
        byObservation[Self.key(logged.id)] = rows.count
        byCase[stableHash(logged.caseID)] = rows.count
        let truth = logged.outcome
        let labelled = logged.outcomes.filter { $0.source == Outcome.Source.human.rawValue }
        rows.append(
            Row(
                time: logged.happenedAt, user: logged.user.map(stableHash),
                isFirstOfUser: observation.isFirstOfUser, shown: code(logged.shown),
                truth: code(truth?.value), holdout: logged.marks?.holdoutProbability ?? 0,
                isHidden: logged.marks?.isHidden ?? false,
                raterSawAnswer: truth?.shownOutputOf != nil,
                labelledAt: labelled.map { $0.observedAt ?? $0.receivedAt }.min(),
                segment: segment.flatMap { logged.slices[$0] }))
        return rows.count - 1
    }

    /// Events of cases that are not in the log are passed over.
    mutating func append(_ logged: LoggedEvent) {
        let event = logged.event
        guard event.question == nil || event.question == question else { return }
        let place: Int? =
            switch event.subject {
            case .observation(let id): byObservation[Self.key(id)]
            case .case(let id): byCase[stableHash(id)]
            }
        guard let place else { return }
        let at = event.observedAt ?? logged.receivedAt
        switch event.kind {
        case .shown: rows[place].wasShown = event.value != .flag(false)
        case .accepted: rows[place].reactions.insert(.accepted)
        case .edited:
            rows[place].reactions.insert(.edited)
            rows[place].editedTo = code(event.value)
        case .reworded: rows[place].reactions.insert(.reworded)
        case .bypassed: rows[place].reactions.insert(.bypassed)
        case .abandoned: rows[place].reactions.insert(.abandoned)
        case .labelled: rows[place].labelledAt = min(rows[place].labelledAt ?? at, at)
        case .trainedOn: rows[place].trainedAt = min(rows[place].trainedAt ?? at, at)
        }
    }

    private mutating func code(_ value: OptionValue?) -> UInt16? {
        guard let value else { return nil }
        if let known = codes[value] { return known }
        guard values.count < Self.mostValues else { return UInt16(Self.mostValues - 1) }
        let code = UInt16(values.count)
        codes[value] = code
        values.append(value.description)
        return code
    }

    private static func key(_ id: EvidenceID) -> UInt64 {
        (id.high &* 0x9E37_79B9_7F4A_7C15) ^ id.low
    }

    /// What is said where nothing has been served.
    static func nothingServed(_ audit: AuditID, in scope: AuditScope) -> AuditFinding {
        scope.withoutCases(
            audit, "Nobody has been served",
            missing: .init(
                "live cases: replayed ones have no people behind them",
                how: "send requests through `assay serve`"))
    }
}

/// FNV-1a: the same in every run.
func stableHash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

extension Timestamp {
    /// Days since 1970 in UTC.
    var days: Double { Double(microseconds) / 86_400_000_000 }
    /// Weeks since 1970 in UTC.
    var week: Int { Int((days / 7).rounded(.down)) }
}

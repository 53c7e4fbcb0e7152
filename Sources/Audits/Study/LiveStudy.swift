import Decisions
import Evidence
import Statistics

/// Draws live cases and what people did with them, for scenarios.
struct LiveStudy {
    private static let start: Int64 = 1_767_225_600_000_000
    private static let day = 86_400_000_000.0

    private let seed: UInt64
    private let question: Question
    private let slices: [String]
    private var generator: SeededGenerator
    private var observations: [LoggedObservation] = []
    private var events: [LoggedEvent] = []

    init(seed: UInt64, question: Question, slices: [String] = []) {
        self.seed = seed
        self.question = question
        self.slices = slices
        generator = SeededGenerator(seed: seed)
    }

    mutating func chance(_ p: Double) -> Bool { uniform() < p }
    mutating func uniform() -> Double { .random(in: 0..<1, using: &generator) }
    mutating func below(_ n: Int) -> Int { .random(in: 0..<n, using: &generator) }

    /// Logs a case on a day from the start, labelled `labelledAfter` days later.
    mutating func serve(
        day: Double, user: String?, shown: OptionValue, marks: LiveMarks? = nil,
        slices: [String: String] = [:], text: String? = nil, truth: OptionValue? = nil
    ) {
        let at = Self.time(day)
        let index = observations.count
        let input = text.map { "{\"text\":\"\($0)\"}" } ?? "{}"
        observations.append(
            LoggedObservation(
                seq: Int64(index), id: EvidenceID(high: seed, low: UInt64(index)),
                question: question.name, caseID: "\(index)", caseNumber: index, time: at,
                loggedAt: at, environment: .live, input: Array(input.utf8), user: user,
                slices: slices, shown: shown, marks: marks,
                outcomes: truth.map {
                    [LoggedOutcome(value: $0, source: "system-of-record", receivedAt: at)]
                } ?? []))
    }

    /// Logs what somebody did with the last case, `after` days later.
    mutating func react(_ kind: Event.Kind, value: OptionValue? = nil, after: Double = 0.001) {
        guard let last = observations.last else { return }
        let at = Timestamp(
            microseconds: last.happenedAt.microseconds + Int64(after * Self.day))
        let number = events.count
        let event = Event(
            clientID: "\(number)", kind: kind, subject: .observation(last.id), value: value,
            user: last.user, observedAt: at)
        events.append(
            LoggedEvent(
                seq: Int64(number), id: EvidenceID(high: seed, low: UInt64(number)), event: event,
                receivedAt: at))
    }

    private static func time(_ day: Double) -> Timestamp {
        Timestamp(microseconds: start + Int64(day * Self.day))
    }

    /// What was drawn, as it stands on a day; events of later days have not happened.
    func sample(on day: Double = 366, material: AuditMaterial = AuditMaterial()) -> AuditSample {
        let now = Self.time(day)
        let scope = AuditScope(
            feature: "study", question: question,
            fields: [FieldDefinition(name: "text", type: .string)], slices: slices, now: now)
        return AuditSample(
            scope, observations: observations, events: events.filter { $0.receivedAt <= now },
            material: material)
    }
}

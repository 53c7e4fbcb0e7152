import Decisions
import Evidence
import JSONCodec
import RealModule
import Statistics

/// A feature with which nothing is wrong: what is asked, how well it is answered and what people do
/// with the answers is drawn alike all year.
///
/// A day has 12 cases in five regions of equal treatment; half are of 24 regulars, each with a taste
/// of its own that lasts, the others of people who come once. The heuristic is right on 85 % of cases,
/// the model on 88 %. A fifth of the answers is kept from people, at random; two in five cases get a
/// label a day later, and two weeks later half of those are trained on. Eval set, training rows and
/// generated rows are drawn as the cases are, and more training rows still help. All of it is enough
/// for every audit to have something to say within the year.
struct HealthyFeature {
    private static let casesADay = 12
    private static let regulars = 24
    private static let shareOfRegulars = 0.5
    private static let holdout = 0.2
    private static let regions = ["north", "south", "east", "west", "abroad"]
    private static let teams = ["billing", "technical", "account", "sales", "other"]
    private static let day: Int64 = 86_400_000_000
    private static let beginning: Int64 = 1_767_225_600_000_000

    /// Returns midnight of a day, counted from 0.
    static func start(ofDay number: Int) -> Timestamp {
        Timestamp(microseconds: beginning + Int64(number) * day)
    }

    /// Returns the log and the data sets of `days` days, in the order of the log.
    static func year(days: Int, seed: UInt64) -> AuditSample {
        var feature = HealthyFeature(seed: seed)
        for number in 0..<days { feature.live(day: number) }
        var settings = AuditSettings()
        settings.favourable = [.text(teams[0])]
        let scope = AuditScope(
            feature: "study", question: question,
            fields: [
                FieldDefinition(name: "text", type: .string),
                FieldDefinition(name: "amount", type: .double),
                FieldDefinition(name: "region", type: .string),
            ], slices: ["region"], settings: settings, now: start(ofDay: days))
        let sorted = feature.events.sorted { ($0.receivedAt, $0.seq) < ($1.receivedAt, $1.seq) }
        return AuditSample(
            scope, observations: feature.observations, events: sorted,
            material: AuditMaterial(datasets: feature.datasets()))
    }

    private static let question = Question(
        name: "team", kind: .choice, instructions: "Which team handles this message?",
        options: teams.map { .init(.text($0)) })

    private let seed: UInt64
    private var generator: SeededGenerator
    private var words: ZipfWords
    /// By regular, the share of each team in what they ask.
    private var tastes: [[Double]] = []
    private var observations: [LoggedObservation] = []
    private var events: [LoggedEvent] = []

    private init(seed: UInt64) {
        self.seed = seed
        generator = SeededGenerator(seed: seed)
        words = ZipfWords(seed: generator.next())
        for _ in 0..<Self.regulars {
            tastes.append(Self.teams.map { _ in .random(in: 0.1...1, using: &generator) })
        }
    }

    private mutating func chance(_ p: Double) -> Bool {
        Double.random(in: 0..<1, using: &generator) < p
    }

    /// Draws an index by weight.
    private mutating func pick(_ weights: [Double]) -> Int {
        var mark = Double.random(in: 0..<weights.reduce(0, +), using: &generator)
        return weights.firstIndex { weight in
            mark -= weight
            return mark < 0
        } ?? weights.count - 1
    }

    private mutating func fields(team: Int) -> JSONObject {
        let amount = Normal.quantile(Double.random(in: 1e-9..<1, using: &generator))
        let text = ["about", Self.teams[team]] + words.text(6...14)
        return [
            "text": .string(text.joined(separator: " ")), "amount": .double(amount),
            "region": .string(Self.regions[pick([5, 3, 3, 2, 1])]),
        ]
    }

    /// Returns what a path says that is right with a chance of `accuracy`.
    private mutating func answer(_ truth: Int, accuracy: Double) -> OptionValue {
        let other = (truth + Int.random(in: 1..<Self.teams.count, using: &generator))
        return .text(Self.teams[chance(accuracy) ? truth : other % Self.teams.count])
    }
}

// MARK: The log

extension HealthyFeature {
    private mutating func live(day number: Int) {
        for index in 0..<Self.casesADay {
            let step = Self.day / Int64(Self.casesADay)
            let at = Timestamp(
                microseconds: Self.start(ofDay: number).microseconds + Int64(index) * step)
            live(at: at)
        }
    }

    private mutating func live(at time: Timestamp) {
        let number = observations.count
        let regular =
            chance(Self.shareOfRegulars)
            ? Int.random(in: 0..<Self.regulars, using: &generator) : nil
        let truth = pick(regular.map { tastes[$0] } ?? [5, 4, 3, 2, 1])
        let user = regular.map { "regular-\($0)" } ?? "guest-\(number)"
        let values = fields(team: truth)
        let heuristic = answer(truth, accuracy: 0.85)
        let version = ContentHash(high: 0, low: 0)
        let isHidden = chance(Self.holdout)
        let region = values["region"]?.string ?? ""
        var observation = LoggedObservation(
            seq: Int64(number), id: EvidenceID(high: seed, low: UInt64(number)),
            question: Self.question.name, caseID: "\(number)", caseNumber: number, time: time,
            loggedAt: time, environment: .live, input: JSONValue.object(values).json, user: user,
            groups: ["region": region], slices: ["region": region], inCharge: "heuristic",
            shown: heuristic,
            answers: [
                LoggedAnswer(path: "heuristic", version: version, value: heuristic),
                LoggedAnswer(
                    path: "model", version: version, value: answer(truth, accuracy: 0.88)),
            ])
        observation.marks = LiveMarks(
            shownFrom: "heuristic", holdoutProbability: Self.holdout, isHidden: isHidden)
        let truthValue = OptionValue.text(Self.teams[truth])
        if chance(0.4) {
            let label = LoggedOutcome(
                value: truthValue, source: "human", rater: "r\(number % 3)",
                observedAt: time.advanced(by: Self.day), receivedAt: time)
            observation.outcomes = [label]
            observation.outcome = label
            log(.labelled, of: observation, at: time.advanced(by: Self.day), value: truthValue)
            if chance(0.5) {
                log(.trainedOn, of: observation, at: time.advanced(by: 15 * Self.day))
            }
        }
        observations.append(observation)
        react(to: observation, isHidden: isHidden, isRight: heuristic == truthValue)
    }

    private mutating func react(
        to observation: LoggedObservation, isHidden: Bool, isRight: Bool
    ) {
        let time = observation.loggedAt.advanced(by: 60_000_000)
        log(.shown, of: observation, at: time, value: .flag(!isHidden))
        guard !isHidden else { return }
        let accepted = isRight ? 0.9 : 0.3
        switch pick([accepted, 0.96 - accepted, 0.02, 0.01, 0.01]) {
        case 0: log(.accepted, of: observation, at: time)
        case 1: log(.edited, of: observation, at: time, value: observation.outcome?.value)
        case 2: log(.reworded, of: observation, at: time)
        case 3: log(.bypassed, of: observation, at: time)
        default: log(.abandoned, of: observation, at: time)
        }
    }

    private mutating func log(
        _ kind: Event.Kind, of observation: LoggedObservation, at time: Timestamp,
        value: OptionValue? = nil
    ) {
        let number = events.count
        let event = Event(
            clientID: "\(number)", kind: kind, subject: .observation(observation.id),
            question: Self.question.name, value: value, user: observation.user, observedAt: time)
        events.append(
            LoggedEvent(
                seq: Int64(number), id: EvidenceID(high: ~seed, low: UInt64(number)), event: event,
                receivedAt: time))
    }
}

// MARK: The data sets

extension HealthyFeature {
    private mutating func datasets() -> AuditDatasets {
        AuditDatasets([
            .eval: set("eval", [rows(600, correct: 0.85)]),
            .training: set("training", [rows(1_200)]),
            .synthetic: set("generated", [rows(600)]),
            .runs: set("runs", [runs()]),
        ])
    }

    private func set(_ name: String, _ files: [[DatasetRow]]) -> Dataset {
        Dataset(
            files: files.enumerated().map { (name: "\(name)-\($0 + 1).jsonl", rows: $1) })
    }

    private mutating func rows(_ count: Int, correct: Double? = nil) -> [DatasetRow] {
        let time = Self.start(ofDay: -30).description
        return (1...count).map { line in
            // As often as the cases, by a regular's taste.
            let isRegular = chance(Self.shareOfRegulars)
            let regular = Int.random(in: 0..<Self.regulars, using: &generator)
            let team = pick(isRegular ? tastes[regular] : [5, 4, 3, 2, 1])
            var values = fields(team: team)
            values["id"] = .string("row-\(line)")
            values["time"] = .string(time)
            values["outcome"] = .string(Self.teams[team])
            if let correct { values["correct"] = .bool(chance(correct)) }
            return DatasetRow(line: line, values)
        }
    }

    /// Five sizes, three seeds, 600 items: errors fall from 40 % at 100 rows to 10 % at 1,600.
    private mutating func runs() -> [DatasetRow] {
        let difficulties = (0..<600).map { _ in Double.random(in: 0..<1, using: &generator) }
        var rows: [DatasetRow] = []
        for doubling in 0..<5 {
            let error = 0.4 / Double.pow(2, Double(doubling) / 2)
            for run in 1...3 {
                for (item, difficulty) in difficulties.enumerated() {
                    let noise = Double.random(in: -0.05...0.05, using: &generator)
                    rows.append(
                        DatasetRow(
                            line: rows.count + 1,
                            [
                                "id": .string("item-\(item)"), "size": .int(100 << doubling),
                                "seed": .int(Int64(run)),
                                "correct": .bool(difficulty + noise >= error),
                            ]))
                }
            }
        }
        return rows
    }
}

extension Timestamp {
    fileprivate func advanced(by microseconds: Int64) -> Timestamp {
        Timestamp(microseconds: self.microseconds + microseconds)
    }
}

import Decisions
import Evidence
import Statistics
import Testing
@testable import Verdicts

/// A log of made-up cases of all kinds, by a fixed seed.
struct RandomLog: Sendable, CustomTestStringConvertible {
    enum Order: CaseIterable {
        case inTime, almostInTime, shuffled, undated
    }

    enum Asking: CaseIterable {
        case always, equally, unequally
    }

    var order = Order.inTime
    var asking = Asking.always
    var hasUsers = false
    /// From this case on, the model's calls have prices.
    var pricedFrom = 0
    /// Whether half of the outcomes are labels that were drawn by a judge's doubt.
    var isDoubted = false
    var cases = 900
    /// The kind of which no case has an outcome; nil where every kind has some.
    var unlabelled: CaseStratum?
    var change: @Sendable (inout VerdictInput) -> Void = { _ in }
    var name = ""

    var testDescription: String {
        "\(order), asked \(asking)\(hasUsers ? ", users" : "")"
            + ", priced from \(pricedFrom)\(name.isEmpty ? "" : ", \(name)")"
    }

    static let all: [RandomLog] =
        Order.allCases.flatMap { order in
            Asking.allCases.flatMap { asking in
                [false, true].map { RandomLog(order: order, asking: asking, hasUsers: $0) }
            }
        }
        + [0, 400, 2_000].map { RandomLog(pricedFrom: $0, cases: 1_500) }
        + [
            RandomLog(change: { $0.firstCase = 250 }, name: "behind a plan"),
            RandomLog(
                order: .shuffled, change: { $0.unit = .case }, name: "a case is a unit"),
            RandomLog(
                order: .almostInTime,
                change: {
                    $0.asOf = .received
                    $0.now = Timestamp(microseconds: 600 * Scene.day)
                }, name: "as of a day"),
            RandomLog(
                hasUsers: true,
                change: {
                    $0.outcome = OutcomeDefinition(dependsOnAnswer: .yes)
                    $0.split = SplitDefinition(unit: .case, path: "model", share: 0.4)
                }, name: "by lot"),
            RandomLog(
                asking: .unequally, hasUsers: true, change: { $0.leastInclusion = 0.5 },
                name: "some drawn with less than was declared"),
            RandomLog(
                asking: .equally, change: { ($0.leastInclusion, $0.asksUnequally) = (0.4, true) },
                name: "to be asked unequally"),
        ]
        + Asking.allCases.map { asking in
            RandomLog(
                asking: asking, hasUsers: asking == .equally,
                change: { $0.outcome.labels.disagreements = 0.4 }, name: "labels drawn by lot")
        }
        + [1, 0.4].map { chance in
            RandomLog(
                isDoubted: true, change: { $0.outcome.labels.disagreements = chance },
                name: "labels drawn by doubt")
        }
        + [CaseStratum.agreeing, .differing].map { (kind: CaseStratum) in
            RandomLog(asking: .equally, unlabelled: kind, name: "no label where they are \(kind)")
        }
        + [
            RandomLog(cases: 1_280, change: { $0.economics = nil }, name: "worth nothing")
        ]

    var scene: Scene {
        Scene { input in
            if asking == .unequally {
                (input.leastInclusion, input.asksUnequally) = (0.25, true)
            }
            change(&input)
        }
    }

    func fill(_ store: SQLiteEvidenceStore, _ feature: FeatureKey) async throws {
        var generator = SeededGenerator(seed: 11)
        let ids = EvidenceIDGenerator()
        var arrivals: [CaseArrival] = []
        for number in 0..<cases {
            arrivals.append(
                CaseArrival(
                    id: "\(number)", inputHash: UInt64(number), line: number + 1,
                    time: time(number, &generator),
                    user: hasUsers ? "u\(Int.random(in: 0..<200, using: &generator))" : nil))
        }
        let tickets = try await store.register(
            arrivals, of: feature, from: CaseSource(name: "cases", signature: "s"), wanted: [])
        var observations: [Observation] = []
        var outcomes: [RegisteredOutcome] = []
        for (arrival, ticket) in zip(arrivals, tickets) {
            let logged = Timestamp(microseconds: 2_000 * Scene.day)
            let isLot = Bool.random(using: &generator)
            let time = arrival.time == CaseCell.noTime ? nil : arrival.time
            let observation = Observation(
                id: ids.next(at: logged.microseconds),
                requestID: ids.next(at: logged.microseconds), question: "kind",
                case: Case(
                    id: arrival.id, time: time.map(Timestamp.init(microseconds:)),
                    user: arrival.user,
                    slices: ["region": "r\(Int.random(in: 0..<4, using: &generator))"],
                    input: CaseInput(json: Array("{}".utf8))),
                caseNumber: ticket.caseNumber, loggedAt: logged, environment: .live,
                answers: answers(ticket.caseNumber, &generator),
                inCharge: isLot ? "model" : "heuristic",
                inChargeProbability: isLot ? 0.4 : 0.6, shown: nil,
                versions: VersionSet(feature: Scene.version("feature").version),
                marks: LiveMarks(shownFrom: isLot ? "model" : "heuristic"))
            observations.append(observation)
            let said = [0, 1, 1, 1, 1, 1, 1, 1, 1, 2].randomElement(using: &generator) ?? 0
            for _ in 0..<said where unlabelled == nil || unlabelled != kind(of: observation) {
                let value = Bool.random(using: &generator) ? "a" : "b"
                outcomes.append(
                    RegisteredOutcome(
                        Outcome(
                            caseID: arrival.id, question: "kind", value: .text(value),
                            source: .systemOfRecord,
                            labelProbability: isDoubted && Bool.random(using: &generator)
                                ? 0.8 : nil), caseNumber: ticket.caseNumber,
                        receivedAt: Timestamp(microseconds: (time ?? 0) + 3 * Scene.day)))
            }
        }
        try await store.append(observations, outcomes: outcomes, of: feature)
    }

    private func kind(of observation: Observation) -> CaseStratum {
        let slots = observation.answers.map { answer -> UInt16 in
            switch answer.answer.status {
            case .answered: UInt16(answer.answer.code ?? 3)
            case .abstained: 2
            case .failed: 3
            case .skipped, .shed: CaseRecord.none
            }
        }
        return CaseStratum(heuristic: slots[0], model: slots[1], options: 2)
    }

    private func time(_ number: Int, _ generator: inout SeededGenerator) -> Int64 {
        let spread: Int64 =
            switch order {
            case .inTime: Int64(number)
            case .almostInTime: Int64(number) + Int64.random(in: 0..<30, using: &generator)
            case .shuffled: Int64.random(in: 0..<Int64(cases), using: &generator)
            case .undated: Bool.random(using: &generator) ? -1 : Int64(number)
            }
        return spread < 0 ? CaseCell.noTime : (1 + spread) * Scene.day
    }

    private func stated(_ code: Int, _ probability: Double) -> [Double] {
        code == 0 ? [probability, 1 - probability] : [1 - probability, probability]
    }

    private func answers(
        _ number: Int, _ generator: inout SeededGenerator
    ) -> [VersionedAnswer] {
        let rule = Int.random(in: 0..<4, using: &generator)
        var heuristic = Answer(
            path: "heuristic", status: rule < 2 ? .answered : rule == 2 ? .abstained : .failed,
            reason: rule < 2 ? nil : AnswerReason(rule == 2 ? .noRuleFired : .ruleError),
            code: rule < 2 ? rule : nil,
            latency: Int64.random(in: 0..<2_000_000, using: &generator), price: .zero)
        if rule < 2 {
            heuristic.rule = "r\(rule)"
            heuristic.probabilities = stated(rule, 0.6 + Double(number % 4) / 10)
        }
        var model = Answer(
            path: "model", status: .answered, code: Int.random(in: 0..<2, using: &generator),
            latency: Int64.random(in: 0..<2_000_000_000, using: &generator))
        if number >= pricedFrom, number % 13 > 0 || pricedFrom > 0 {
            model.price = Money(nanoUSD: Int64.random(in: 0..<2_000_000, using: &generator))
        }
        model.probabilities = stated(model.code ?? 0, 0.5 + Double(number * 37 % 50) / 100)
        let chance: Double =
            switch asking {
            case .always: 1
            case .equally: 0.5
            case .unequally: number % 3 == 0 ? 0.25 : 0.75
            }
        model.inclusionProbability = chance
        if Double.random(in: 0..<1, using: &generator) >= chance {
            model = Answer(
                path: "model", status: .skipped, reason: AnswerReason(.notSampled),
                inclusionProbability: chance)
        } else if number % 97 == 0 {
            model = Answer(
                path: "model", status: .shed, reason: AnswerReason(.overload),
                inclusionProbability: chance)
        }
        return [
            VersionedAnswer(heuristic, version: Scene.version("heuristic").version),
            VersionedAnswer(model, version: Scene.version("model").version),
        ]
    }
}

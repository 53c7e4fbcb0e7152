import Decisions
import Evidence
import Statistics

/// A line of evidence of a made-up feature with two options, and what is true of it.
struct StudyLine: Sendable {
    var input: VerdictInput
    private(set) var rows: [EvidenceRow] = []
    /// The average difference so far, by case, of those whose mean was not always the same.
    private(set) var averages: [Challenger: [Double]] = [:]
    /// Looks each day at what had been received, instead of after each case.
    var looksByDay = false

    static let day: Int64 = 86_400_000_000
    /// Cases a day.
    static let perDay = 20

    init(
        alpha: Double = 0.05, line: Int = 1, challengers: [Challenger] = [.model],
        planned world: StudyWorld? = nil
    ) {
        var economics = Economics(wrong: 1, abstain: StudyWorld.costOfAbstaining, fail: 1)
        economics.casesPerYear = 100_000
        let question = Question(
            name: "kind", kind: .choice, instructions: "",
            options: [.init(.text("a")), .init(.text("b"))])
        input = VerdictInput(
            feature: "study", question: question, economics: economics,
            outcome: OutcomeDefinition(dependsOnAnswer: .no), inCharge: "heuristic",
            heuristic: Self.path("heuristic"), model: Self.path("model"),
            now: Timestamp(microseconds: 100_000 * Self.day))
        input.alpha = alpha
        input.line = line
        input.challengers = challengers
        guard let world else { return }
        input.promised = challengers.map {
            Plan.PromisedClaim(
                question: question.name, path: "model", challenger: $0,
                alpha: alpha / Double(challengers.count), effect: world.mean(.model),
                deviation: world.deviation($0))
        }
    }

    private static func path(_ name: String) -> JudgedPath {
        JudgedPath(
            version: PathVersion(path: name, version: ContentHash([("path", name)])), label: name,
            price: .free, latencyCap: .seconds(1))
    }

    /// What only some cases have.
    struct Details {
        var user: UInt64?
        /// The option that the heuristic gives where it answers.
        var heuristic = 0
        /// With what chance the model is asked, and whether it was.
        var inclusion = 1.0
        var isAsked = true
        /// Whether the outcome is known at all.
        var isLabelled = true
        /// Days until the outcome is received.
        var delay: Int64 = 0
        /// The rule that answered, by its number in the log, and what it states of its answer.
        var rule: UInt16 = 0
        var probability: Double?
        /// What the model's call cost.
        var price = Money.zero
    }

    /// Adds a case that both paths were to answer.
    mutating func append(
        _ replies: (heuristic: StudyWorld.Reply, model: StudyWorld.Reply),
        _ details: Details = Details()
    ) {
        let number = rows.count
        let time = Int64(number / Self.perDay + 1) * Self.day
        let truth = replies.heuristic == .wrong ? 1 - details.heuristic : details.heuristic
        rows.append(
            EvidenceRow(
                caseNumber: number, time: time, user: details.user,
                truth: details.isLabelled ? truth : nil,
                outcomeReceivedAt: details.isLabelled ? time + details.delay * Self.day : nil,
                outcomeCount: details.isLabelled ? 1 : 0, isDisputed: false,
                answers: [
                    heuristic(replies.heuristic, truth: truth, details),
                    details.isAsked
                        ? AnswerCell(model(replies.model, truth: truth, details), rule: 0)
                        : skipped(details.inclusion),
                ]))
    }

    /// Adds `count` cases of a world, and notes what is true of the average so far.
    mutating func append(_ count: Int, of world: StudyWorld, _ generator: inout SeededGenerator) {
        for challenger in input.challengers {
            let mean = world.mean(challenger)
            var sum = (averages[challenger]?.last ?? 0) * Double(rows.count)
            averages[challenger, default: []] += (1...count).map { index in
                sum += mean
                return sum / Double(rows.count + index)
            }
        }
        for _ in 0..<count { append(world.draw(&generator)) }
    }

    /// The average of a challenger's differences in the first `units` cases; 0 unless noted.
    func average(_ challenger: Challenger, units: Int) -> Double {
        guard let averages = averages[challenger], units > 0, units <= averages.count else {
            return 0
        }
        // What adds up to nothing but for rounding is nothing.
        let average = averages[units - 1]
        return abs(average) < 1e-9 ? 0 : average
    }

    private func heuristic(
        _ reply: StudyWorld.Reply, truth: Int, _ details: Details
    ) -> AnswerCell {
        var answer = answer("heuristic", reply, truth: truth)
        if let code = answer.code, let probability = details.probability {
            answer.probabilities = [1 - probability, 1 - probability]
            answer.probabilities[code] = probability
        }
        return AnswerCell(answer, rule: details.rule)
    }

    private func model(_ reply: StudyWorld.Reply, truth: Int, _ details: Details) -> Answer {
        var answer = answer("model", reply, truth: truth)
        answer.inclusionProbability = details.inclusion
        answer.price = details.price
        return answer
    }

    private func answer(_ path: String, _ reply: StudyWorld.Reply, truth: Int) -> Answer {
        switch reply {
        case .right: Answer(path: path, status: .answered, code: truth, price: .zero)
        case .wrong: Answer(path: path, status: .answered, code: 1 - truth, price: .zero)
        case .abstains:
            Answer(
                path: path, status: .abstained, reason: AnswerReason(.noRuleFired), price: .zero)
        case .fails:
            Answer(path: path, status: .failed, reason: AnswerReason(.timeout), price: .zero)
        }
    }

    private func skipped(_ inclusion: Double) -> AnswerCell {
        var answer = Answer(path: "model", status: .skipped, reason: AnswerReason(.notSampled))
        answer.inclusionProbability = inclusion
        return AnswerCell(answer, rule: 0)
    }
}

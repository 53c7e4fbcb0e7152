import Audits
import Decisions
@testable import Evidence
import Verdicts

/// Made-up verdicts on support messages, of every kind that a reader may meet.
struct Story {
    static let day: Int64 = 86_400_000_000
    static let day0: Int64 = 20_454 * day

    var input: VerdictInput
    var price: Money? = Money(nanoUSD: 1_900_000)
    /// How many cases in a row come from one user; 0 for none.
    var usersEvery = 0
    /// Whether the paths state probabilities: the heuristic 75 %, the model from 70 to 98 %.
    var statesProbabilities = false
    private(set) var rows: [EvidenceRow] = []
    private let isRecorded: Bool

    init(isRecorded: Bool = false, _ change: (inout VerdictInput) -> Void = { _ in }) {
        var economics = Economics(wrong: 2.5, abstain: 0.8, fail: 2.5)
        economics.wrongPairs[.init(truth: "billing", answer: "other")] = 6
        economics.perSecond = 0.0004
        economics.casesPerYear = 400_000
        economics.worthHaving = 0.01
        economics.upkeepPerMonth = ["heuristic": 400, "model": 900]
        economics.buildOnce = ["model": 20_000]
        let question = Question(
            name: "team", kind: .choice, instructions: "Which team handles this message?",
            options: ["billing", "technical", "other"].map { .init(.text($0)) })
        input = VerdictInput(
            feature: "support-triage", question: question, economics: economics,
            outcome: OutcomeDefinition(dependsOnAnswer: .no, maturesAfter: .seconds(7 * 86_400)),
            inCharge: "heuristic",
            heuristic: JudgedPath(
                version: Self.version("heuristic"), label: "heuristic", price: .free,
                latencyCap: .seconds(1)),
            model: JudgedPath(
                version: Self.version("model"), label: "gpt-6-mini",
                price: .capped(at: Money(nanoUSD: 5_000_000)), latencyCap: .seconds(8)),
            now: Timestamp(microseconds: Self.day0 + 120 * Self.day))
        self.isRecorded = isRecorded
        input.arguments = "Rules/support-triage"
        change(&input)
    }

    private static func version(_ path: String) -> PathVersion {
        PathVersion(path: path, version: ContentHash([("version", path)]))
    }

    /// Adds cases; a path's answer is an option, `-` for none, `!` for a timeout.
    mutating func add(_ count: Int, truth: String?, heuristic: String, model: String) {
        for _ in 0..<count {
            let number = rows.count
            // 40 cases a day, so that every day sees all kinds.
            let time = Self.day0 + Int64(number) * (Self.day / 40)
            rows.append(
                EvidenceRow(
                    caseNumber: number, time: time,
                    user: usersEvery > 0 ? UInt64(number / usersEvery + 1) : nil,
                    truth: truth.flatMap(code),
                    outcomeCount: truth == nil ? 0 : 1, isDisputed: false,
                    answers: [
                        cell(heuristic, Money.zero, latency: 4_000, stated: 0.75),
                        cell(
                            model, price, latency: 400_000_000 + Int64(number % 50) * 8_000_000,
                            stated: 0.7 + 0.04 * Double((number + number / 20) % 8)),
                    ]))
        }
    }

    var verdict: Verdict {
        var accumulator = VerdictAccumulator(input)
        for row in rows { accumulator.append(row) }
        return accumulator.finish()
    }

    private func code(_ label: String) -> Int? { input.question.code(of: .text(label)) }

    private func cell(
        _ reply: String, _ price: Money?, latency: Int64, stated: Double
    ) -> AnswerCell {
        var answer =
            switch reply {
            case "": Answer(path: "", status: .skipped, reason: AnswerReason(.notSampled))
            case "-":
                Answer(
                    path: "", status: .abstained, reason: AnswerReason(.noRuleFired),
                    latency: latency, price: price)
            case "!":
                Answer(
                    path: "", status: .failed, reason: AnswerReason(.timeout),
                    latency: 8_000_000_000)
            default:
                Answer(
                    path: "", status: .answered, code: code(reply), latency: latency, price: price,
                    isRecorded: isRecorded)
            }
        if statesProbabilities, let code = answer.code {
            answer.probabilities = input.question.options.indices.map {
                $0 == code ? stated : (1 - stated) / 2
            }
        }
        return AnswerCell(answer, rule: 0)
    }
}

extension Story {
    /// The model is clearly better and pays.
    static var modelEarns: Story {
        var story = Story()
        story.statesProbabilities = true
        story.addMixed(
            [
                (7, "billing", "billing", "billing"), (3, "billing", "other", "billing"),
                (6, "technical", "technical", "technical"), (2, "technical", "other", "technical"),
                (1, "other", "other", "billing"), (1, "other", "-", "other"),
            ], times: 200)
        story.add(12, truth: "technical", heuristic: "technical", model: "!")
        return story
    }

    /// The heuristic is right wherever it answers, and often has no answer.
    static var cascadeEarns: Story {
        var story = Story()
        story.addMixed(
            [
                (7, "billing", "billing", "billing"), (1, "billing", "billing", "other"),
                (6, "technical", "technical", "technical"), (6, "other", "-", "other"),
            ], times: 200)
        return story
    }

    /// The model is worse and costs money.
    static var heuristicStays: Story {
        var story = Story { $0.economics?.casesPerYear = nil }
        story.addMixed(
            [
                (8, "billing", "billing", "billing"), (2, "billing", "billing", "other"),
                (8, "technical", "technical", "technical"), (1, "other", "billing", "other"),
                (1, "other", "-", "technical"),
            ], times: 150)
        return story
    }

    /// The model seems better, but there are few cases.
    static var tooFew: Story {
        var story = Story()
        story.addMixed(
            [
                (9, "billing", "billing", "billing"), (1, "billing", "technical", "billing"),
                (9, "technical", "technical", "technical"), (1, "technical", "technical", "other"),
                (1, "other", "technical", "other"),
            ], times: 12)
        return story
    }

    /// The model is better; nobody knows its price.
    static var unknownPrice: Story {
        var story = Story { $0.model?.price = .unknown }
        story.price = nil
        story.addMixed(
            [
                (17, "billing", "billing", "billing"), (2, "technical", "other", "technical"),
                (1, "other", "-", "other"),
            ], times: 150)
        return story
    }

    /// Many cases without an outcome.
    static var missingOutcomes: Story {
        var story = Story()
        story.addMixed(
            [
                (8, "billing", "billing", "billing"), (2, "technical", "other", "technical"),
            ], times: 60)
        story.add(900, truth: nil, heuristic: "other", model: "technical")
        return story
    }

    /// Nothing says what mistakes cost.
    static var noEconomics: Story {
        var story = Story { $0.economics = nil }
        story.addMixed(
            [(4, "billing", "billing", "billing"), (1, "other", "other", "-")], times: 40)
        return story
    }

    /// Nobody has sent an outcome.
    static var noOutcomes: Story {
        var story = Story()
        story.addMixed([(4, nil, "billing", "billing"), (1, nil, "other", "technical")], times: 40)
        return story
    }

    /// The answer shapes the outcome.
    static var dependsOnAnswer: Story {
        var story = Story { $0.outcome.dependsOnAnswer = .yes }
        story.addMixed(
            [(4, "billing", "billing", "billing"), (1, "other", "other", "-")], times: 40)
        return story
    }

    /// No model is set up.
    static var noModel: Story {
        var story = Story { $0.model = nil }
        story.add(20, truth: "billing", heuristic: "billing", model: "")
        return story
    }

    /// An audit fires over a clear win.
    static var auditFires: Story {
        var story = modelEarns
        story.input.audits = [
            AuditFinding(
                .poisoning, .fires,
                "people who labelled the cases had seen the model's answer.")
        ]
        return story
    }

    /// The model wins on recorded answers, and messages come from users.
    static var recorded: Story {
        var story = Story(isRecorded: true)
        story.usersEvery = 3
        story.addMixed(
            [(6, "billing", "billing", "billing"), (4, "technical", "other", "technical")],
            times: 300)
        return story
    }

    static var empty: Story { Story() }

    typealias Mix = (count: Int, truth: String?, heuristic: String, model: String)

    /// Adds the kinds of cases in turns, so that every day sees all of them.
    mutating func addMixed(_ mix: [Mix], times: Int) {
        for _ in 0..<times {
            for kind in mix {
                add(
                    kind.count, truth: kind.truth, heuristic: kind.heuristic, model: kind.model)
            }
        }
    }
}

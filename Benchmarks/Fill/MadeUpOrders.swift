import Decisions
import Evidence

/// Orders four seconds apart, the same in every run.
///
/// The heuristic answers nine of ten and errs in a tenth of these, the model errs in 6 %, one call
/// in a thousand fails, and one outcome in a hundred is missing.
struct MadeUpOrders {
    let heuristic: PathVersion
    let model: PathVersion
    let question: Question
    /// How many users the cases are shared among; 0 for none.
    let users: Int
    let ids = EvidenceIDGenerator()
    private var state: UInt64 = 20_261_122

    init(heuristic: PathVersion, model: PathVersion, question: Question, users: Int) {
        self.heuristic = heuristic
        self.model = model
        self.question = question
        self.users = users
    }

    mutating func next(_ number: Int) -> MadeUpOrder {
        let options = question.options.count
        let time = Timestamp(microseconds: 1_700_000_000_000_000 + Int64(number) * 4_000_000)
        let truth = draw(10) > 0 ? 0 : 1 + draw(options - 1)
        let rule: Int? = draw(10) > 0 ? (draw(10) > 0 ? truth : draw(options)) : nil
        var answers = [
            VersionedAnswer(
                Answer(
                    path: heuristic.path, status: rule == nil ? .abstained : .answered,
                    reason: rule == nil ? AnswerReason(.noRuleFired) : nil, code: rule,
                    rule: rule.map { "rule-\($0)" }, latency: Int64(400 + draw(2_000)),
                    price: .zero), version: heuristic.version)
        ]
        let isFailed = draw(1_000) == 0
        answers.append(
            VersionedAnswer(
                Answer(
                    path: model.path, status: isFailed ? .failed : .answered,
                    reason: isFailed ? AnswerReason(.timeout) : nil,
                    code: isFailed ? nil : draw(100) > 5 ? truth : draw(options),
                    latency: Int64(200_000_000 + draw(900_000_000)),
                    price: Money(nanoUSD: Int64(150_000 + draw(60_000)))), version: model.version))
        let outcome = Outcome(
            caseID: "\(number)", question: question.name, value: question.options[truth].value,
            source: .systemOfRecord)
        return MadeUpOrder(
            arrival: CaseArrival(
                id: "\(number)", inputHash: UInt64(number), line: number + 1,
                time: time.microseconds, user: users > 0 ? "u\(draw(users))" : nil),
            time: time, question: question.name, answers: answers,
            outcome: draw(100) > 0 ? outcome : nil)
    }

    /// A number below `limit` (SplitMix64).
    private mutating func draw(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((word ^ (word >> 31)) % UInt64(limit))
    }
}

/// A case with the answers of both paths, and its outcome where there is one.
struct MadeUpOrder {
    let arrival: CaseArrival
    let time: Timestamp
    let question: String
    let answers: [VersionedAnswer]
    let outcome: Outcome?

    func observation(number: Int, ids: EvidenceIDGenerator) -> Observation {
        Observation(
            id: ids.next(at: time.microseconds), requestID: ids.next(at: time.microseconds),
            question: question,
            case: Case(
                id: arrival.id, time: time, user: arrival.user,
                input: CaseInput(json: Array("{}".utf8))),
            caseNumber: number, loggedAt: time, environment: .replay, answers: answers,
            inCharge: answers[0].answer.path, shown: answers[0].answer.code,
            versions: VersionSet(feature: answers[0].version))
    }
}

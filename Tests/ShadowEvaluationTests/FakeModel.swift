import Decisions
import Models
import Synchronization

/// A model in memory that answers as a script says, and remembers what it was asked.
final class FakeModel: ModelAnswering {
    /// What a call gives.
    struct Reply: Sendable {
        var status = Answer.Status.answered
        var reason: AnswerReason.Code?
        var price: Money?
        var isRecorded = false
    }

    struct Record: Sendable {
        /// The text of each call, with its try.
        var calls: [String] = []
        var underWay = 0
        var mostUnderWay = 0
    }

    /// Gets a call's number, from 0; may wait, and is cancelled with its caller.
    typealias Script = @Sendable (_ call: Int) async throws -> Reply

    let path: String
    let promptHash = ContentHash([("prompt", "fake")])
    private let questions: [Question]
    private let highest: Money?
    private let script: Script
    private let state = Mutex(Record())

    init(
        _ feature: Feature, path: String = "model", highest: Money? = .zero,
        _ script: @escaping Script = { _ in Reply() }
    ) {
        questions = feature.questions
        self.path = path
        self.highest = highest
        self.script = script
    }

    var record: Record { state.withLock { $0 } }

    func highestPrice(of input: CaseInput) -> Money? { highest }

    func answer(
        _ input: CaseInput, repeatIndex: Int
    ) async throws(CancellationError) -> [Answer] {
        let number = state.withLock { record in
            record.calls.append("\(String(decoding: input.json, as: UTF8.self))/\(repeatIndex)")
            record.underWay += 1
            record.mostUnderWay = max(record.mostUnderWay, record.underWay)
            return record.calls.count - 1
        }
        defer { state.withLock { $0.underWay -= 1 } }
        do {
            let reply = try await script(number)
            return questions.map { answer(reply, to: $0, repeatIndex) }
        } catch {
            throw CancellationError()
        }
    }

    private func answer(_ reply: Reply, to question: Question, _ repeatIndex: Int) -> Answer {
        Answer(
            path: path, repeatIndex: repeatIndex, status: reply.status,
            reason: reply.reason.map { AnswerReason($0) },
            code: reply.status == .answered ? question.options.count - 1 : nil, latency: 1000,
            price: reply.price.map { Money(nanoUSD: $0.nanoUSD / Int64(questions.count)) },
            isRecorded: reply.isRecorded)
    }
}

/// A gate that tasks wait at until it is opened.
actor AsyncGate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    func pass() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }
}

import Decisions
import Evidence
import Foundation
import Reports
import ShadowEvaluation

/// One person's sitting: a case a screen on a terminal, lines elsewhere.
///
/// A label is logged when the next one is given or the sitting ends, so that the last can be taken
/// back.
struct LabelSession {
    /// After so many labels the verdict is asked whether more are needed.
    private static let labelsBetweenLooks = 10

    let work: LabelWork
    let rater: String
    let store: SQLiteEvidenceStore
    let feature: FeatureKey
    /// Nil where it does not matter whether more labels are needed.
    let outlook: () async throws -> LabelOutlook?
    private let isScreen = isatty(STDIN_FILENO) == 1 && Console.isErrorTerminal
    private var pending: Label?
    private(set) var labelled = 0

    init(
        _ work: LabelWork, rater: String, store: SQLiteEvidenceStore, feature: FeatureKey,
        outlook: @escaping () async throws -> LabelOutlook?
    ) {
        self.work = work
        self.rater = rater
        self.store = store
        self.feature = feature
        self.outlook = outlook
    }

    /// Asks until nothing is left, the matter is settled or somebody stops.
    mutating func run() async throws {
        var (index, message) = (0, "")
        while index < work.tasks.count {
            let task = work.tasks[index]
            show(task, index: index, message: message)
            message = ""
            switch input() {
            case .label(let option):
                try await flush()
                pending = Label(
                    work.question.options[option].value, of: task.observation.id,
                    caseID: task.observation.caseID, question: work.question, by: rater,
                    shown: task.observation.answers, probability: task.probability,
                    at: Clocks.now())
                index += 1
                if labelled > 0, labelled % Self.labelsBetweenLooks == 0 {
                    let look = try await outlook()
                    message = look?.sentence ?? ""
                    if look?.isSettled == true { index = work.tasks.count }
                }
            case .cannotTell: index += 1
            case .back where index > 0:
                pending = nil
                index -= 1
            case .back: message = "This is where you began."
            case .quit: index = work.tasks.count
            case .other: message = "A number, s, b or q."
            }
        }
        try await flush()
    }

    private mutating func flush() async throws {
        guard let label = pending else { return }
        try await label.log(in: store, of: feature)
        pending = nil
        labelled += 1
    }

    private func show(_ task: LabelWork.Task, index: Int, message: String) {
        let text = work.text(task).screen(
            isColored: isScreen && Console.usesColor, width: isScreen ? Console.width : 80)
        let keys =
            "1-\(work.question.options.count) what is true   s cannot tell   b back   q stop for now"
        let parts = ["Case \(index + 1) of \(work.tasks.count)", text, message, keys]
        let page = TerminalText.escaped(
            parts.filter { !$0.isEmpty }.joined(separator: "\n\n"), keepsColor: true)
        Console.note(json: (isScreen ? "\u{1B}[2J\u{1B}[H" : "") + page)
    }

    private func input() -> LabelInput {
        // Two digits need a line.
        guard isScreen, work.question.options.count <= 9 else {
            return readLine().map { LabelInput(line: $0, work.question) } ?? .quit
        }
        guard let key = KeyReader.next() else { return .quit }
        return LabelInput(line: String(UnicodeScalar(key)), work.question)
    }
}

import Advisor
import Reports

/// One person's interview; every answer is saved when it is given.
struct InterviewSession {
    let folder: AssessmentFolder
    let person: String
    let terminal = InterviewTerminal()
    private(set) var assessment: Assessment
    /// What was answered in this session, for the way back.
    private var trail: [String] = []

    init(_ folder: AssessmentFolder, person: String) throws {
        self.folder = folder
        self.person = person
        assessment = try folder.assessment()
    }

    /// Asks until nothing can change the advice; returns whether it came to that.
    mutating func run() throws -> Bool {
        while let item = Interview.next(for: person, assessment, folder.questionnaire) {
            guard try ask(item) else { return false }
        }
        return true
    }

    /// Asks one question; returns false to stop for now.
    private mutating func ask(_ item: Item) throws -> Bool {
        var message = ""
        var note: String?
        let number = assessment.entries.count { $0.by == person } + 1
        while true {
            terminal.show(item, number: number, of: folder.name, message: message)
            switch terminal.next() {
            case .answer(let answer):
                try record(item, answer, note)
                return true
            case .unknown:
                try record(item, nil, note)
                return true
            case .why:
                message = ItemText(item, isColored: false, width: Console.width).reason
            case .note(let text):
                note = text
                message = "Noted."
            case .amounts(let text):
                guard
                    let entry = Payback(text: text).flatMap({
                        item.entry($0, by: person, note: note)
                    })
                else {
                    message =
                        item.takesAmounts
                        ? "Three amounts, such as 20000 6000 1000: \(ItemText.amounts)."
                        : "This question takes no amounts."
                    continue
                }
                try record(entry)
                return true
            case .back:
                guard let last = trail.popLast() else {
                    message = "This is where you began."
                    continue
                }
                assessment.forget(last, by: person)
                try folder.write(assessment)
                return true
            case .quit: return false
            case .other: message = "A number from 0 to 4, u, ?, n, b or q."
            }
        }
    }

    private mutating func record(_ item: Item, _ answer: Int?, _ note: String?) throws {
        try record(Assessment.Entry(item: item.id, answer: answer, by: person, note: note))
    }

    private mutating func record(_ entry: Assessment.Entry) throws {
        assessment.record(entry)
        trail.append(entry.item)
        try folder.write(assessment)
    }
}

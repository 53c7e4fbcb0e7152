import Decisions
import JSONCodec

/// Reads `questions` as Decisions writes them: a list, answered in its order.
enum QuestionList {
    private typealias Place = WireProblem.Place

    static func read(_ scanner: inout JSONScanner) throws -> [AskedQuestion] {
        guard try scanner.peekKind() == .array else {
            throw WireProblem(.invalid, "`questions` is no list", at: [.member("questions")])
        }
        var questions: [AskedQuestion] = []
        try scanner.beginArray()
        while try scanner.nextElement() {
            let index = questions.count
            let question = try question(
                &scanner, at: [.member("questions"), .element(index)])
            if let name = question.name, questions.contains(where: { $0.name == name }) {
                throw WireProblem(
                    .invalid, "a question before it has the same name",
                    at: [.member("questions"), .element(index), .member("name")])
            }
            questions.append(question)
            guard questions.count <= 400 else {
                throw WireProblem(
                    .invalid, "`questions` has more than 400 elements", at: [.member("questions")])
            }
        }
        guard !questions.isEmpty else {
            throw WireProblem(
                .invalid, "`questions` is empty; 1 to 400 are possible", at: [.member("questions")])
        }
        return questions
    }

    private static func question(
        _ scanner: inout JSONScanner, at place: @autoclosure () -> [Place]
    ) throws -> AskedQuestion {
        guard try scanner.peekKind() == .object else {
            throw WireProblem(.invalid, "a question is no object", at: place())
        }
        var name: String?
        var type: String?
        var hasInstructions = false
        var choices: [OptionValue]?
        var levels: [OptionValue]?
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            if scanner.equals(key, "type") {
                type = try text(&scanner, "type", at: place())
            } else if scanner.equals(key, "name") {
                if try scanner.peekKind() == .null {
                    try scanner.readNull()
                } else {
                    name = try text(&scanner, "name", at: place())
                }
            } else if scanner.equals(key, "instructions") {
                hasInstructions = true
                let kind = try scanner.peekKind()
                guard kind == .string || kind == .array else {
                    throw WireProblem(
                        .invalid, "`instructions` is neither a text nor a list",
                        at: place() + [.member("instructions")])
                }
                try scanner.skipValue()
            } else if scanner.equals(key, "choices") {
                choices = try options(&scanner, "choices", "value", at: place())
            } else if scanner.equals(key, "levels") {
                levels = try options(&scanner, "levels", "label", at: place())
            } else {
                try scanner.skipValue()
            }
        }
        guard let type else {
            throw WireProblem(.missing, "`type` is missing", at: place() + [.member("type")])
        }
        guard let kind = Question.Kind(rawValue: type) else {
            return AskedQuestion(name: name, kind: .other(type), options: [])
        }
        guard hasInstructions else {
            throw WireProblem(
                .missing, "`instructions` is missing", at: place() + [.member("instructions")])
        }
        let values: [OptionValue] =
            switch kind {
            case .predicate: [.flag(false), .flag(true)]
            case .choice: try counted(choices, "choices", 2...255, at: place())
            case .score: try counted(levels, "levels", 2...10, at: place())
            }
        return AskedQuestion(
            name: name, kind: .question(kind), options: values, keepsTypes: true)
    }

    private static func counted(
        _ values: [OptionValue]?, _ name: String, _ range: ClosedRange<Int>,
        at place: @autoclosure () -> [Place]
    ) throws -> [OptionValue] {
        guard let values else {
            throw WireProblem(.missing, "`\(name)` is missing", at: place() + [.member(name)])
        }
        guard range.contains(values.count) else {
            throw WireProblem(
                .invalid,
                "`\(name)` has \(values.count) elements; "
                    + "\(range.lowerBound) to \(range.upperBound) are possible",
                at: place() + [.member(name)])
        }
        return values
    }

    private static func text(
        _ scanner: inout JSONScanner, _ name: String, at place: @autoclosure () -> [Place]
    ) throws -> String {
        guard try scanner.peekKind() == .string else {
            throw WireProblem(.invalid, "`\(name)` is no text", at: place() + [.member(name)])
        }
        return scanner.string(try scanner.readString())
    }

    private static func options(
        _ scanner: inout JSONScanner, _ name: String, _ valueKey: StaticString,
        at place: @autoclosure () -> [Place]
    ) throws -> [OptionValue] {
        guard try scanner.peekKind() == .array else {
            throw WireProblem(
                .invalid, "`\(name)` is no list", at: place() + [.member(name)])
        }
        var values: [OptionValue] = []
        // Small lists are searched, large ones hashed.
        var seen: Set<OptionValue> = []
        try scanner.beginArray()
        while try scanner.nextElement() {
            let index = values.count
            let value = try option(
                &scanner, valueKey, at: place() + [.member(name), .element(index)])
            if values.count == 16 { seen = Set(values) }
            let isNew = values.count < 16 ? !values.contains(value) : seen.insert(value).inserted
            guard isNew else {
                throw WireProblem(
                    .invalid, "an element before it has the same value",
                    at: place() + [
                        .member(name), .element(index), .member("\(valueKey)"),
                    ])
            }
            values.append(value)
        }
        return values
    }

    private static func option(
        _ scanner: inout JSONScanner, _ valueKey: StaticString, at place: @autoclosure () -> [Place]
    ) throws -> OptionValue {
        guard try scanner.peekKind() == .object else {
            throw WireProblem(.invalid, "an option is no object", at: place())
        }
        var value: OptionValue?
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            guard scanner.equals(key, valueKey) else {
                try scanner.skipValue()
                continue
            }
            switch try scanner.peekKind() {
            case .string: value = .text(scanner.string(try scanner.readString()))
            case .boolean where "\(valueKey)" == "value": value = .flag(try scanner.readBool())
            default:
                throw WireProblem(
                    .invalid, "`\(valueKey)` is of another type",
                    at: place() + [.member("\(valueKey)")])
            }
        }
        guard let value else {
            throw WireProblem(
                .missing, "`\(valueKey)` is missing",
                at: place() + [.member("\(valueKey)")])
        }
        return value
    }
}

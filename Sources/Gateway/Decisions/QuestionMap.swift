import Decisions
import JSONCodec

/// Reads `questions` as System One writes them: an object of questions by id.
enum QuestionMap {
    private typealias Place = WireProblem.Place

    static func read(_ scanner: inout JSONScanner) throws -> [AskedQuestion] {
        let place: [Place] = [.member("questions")]
        guard try scanner.peekKind() == .object else {
            throw WireProblem(.invalid, "`questions` is no object", at: place)
        }
        var questions: [AskedQuestion] = []
        var names: Set<String> = []
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            let name = scanner.string(key)
            let place = place + [.member(name)]
            guard !name.isEmpty else {
                throw WireProblem(.invalid, "a question's id is empty", at: place)
            }
            guard names.insert(name).inserted else {
                throw WireProblem(.invalid, "the id is given twice", at: place)
            }
            questions.append(try question(name, &scanner, at: place))
            guard questions.count <= 400 else {
                throw WireProblem(.invalid, "more than 400 questions", at: [.member("questions")])
            }
        }
        guard !questions.isEmpty else {
            throw WireProblem(.invalid, "`questions` is empty; at least one is needed", at: place)
        }
        return questions
    }

    private static func question(
        _ name: String, _ scanner: inout JSONScanner, at place: [Place]
    ) throws -> AskedQuestion {
        guard try scanner.peekKind() == .object else {
            throw WireProblem(.invalid, "a question is no object", at: place)
        }
        var type: String?
        var criteria: Criteria?
        try scanner.beginObject()
        while let key = try scanner.nextKey() {
            if scanner.equals(key, "type"), try scanner.peekKind() == .string {
                type = scanner.string(try scanner.readString())
            } else if scanner.equals(key, "criteria") {
                criteria = try Criteria.read(&scanner, at: place + [.member("criteria")])
            } else {
                try scanner.skipValue()
            }
        }
        guard let type else {
            throw WireProblem(.missing, "`type` is missing", at: place + [.member("type")])
        }
        switch type {
        case "noul":
            return AskedQuestion(
                name: name, kind: .question(.predicate), options: [.flag(false), .flag(true)])
        case "choice": return try choice(name, criteria, at: place + [.member("criteria")])
        case "score": return try score(name, criteria, at: place + [.member("criteria")])
        default: return AskedQuestion(name: name, kind: .other(type), options: [])
        }
    }

    private static func choice(
        _ name: String, _ criteria: Criteria?, at place: [Place]
    ) throws -> AskedQuestion {
        guard let criteria else {
            throw WireProblem(.missing, "`criteria` is missing", at: place)
        }
        guard case .map(let options) = criteria else {
            throw WireProblem(.invalid, "`criteria` of a choice is no object", at: place)
        }
        guard (1...255).contains(options.count) else {
            throw WireProblem(
                .invalid, "`criteria` has \(options.count) options; 2 to 255 are possible",
                at: place)
        }
        return AskedQuestion(
            name: name, kind: .question(.choice), options: options.map { .text($0) })
    }

    private static func score(
        _ name: String, _ criteria: Criteria?, at place: [Place]
    ) throws -> AskedQuestion {
        guard let criteria else {
            throw WireProblem(.missing, "`criteria` is missing", at: place)
        }
        guard case .list(let levels) = criteria else {
            throw WireProblem(.invalid, "`criteria` of a score is no list", at: place)
        }
        guard (1...10).contains(levels.count) else {
            throw WireProblem(
                .invalid, "`criteria` has \(levels.count) levels; 2 to 10 are possible", at: place)
        }
        return AskedQuestion(
            name: name, kind: .question(.score), options: levels.map { .text($0) })
    }
}

/// The `criteria` of a question, whose form its type demands.
private enum Criteria {
    case map([String])
    case list([String])
    case other

    static func read(
        _ scanner: inout JSONScanner, at place: [WireProblem.Place]
    ) throws -> Criteria? {
        switch try scanner.peekKind() {
        case .null:
            try scanner.readNull()
            return nil
        case .object:
            var names: [String] = []
            var seen: Set<String> = []
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                let name = scanner.string(key)
                guard seen.insert(name).inserted else {
                    throw WireProblem(.invalid, "an option is given twice", at: place)
                }
                names.append(name)
                try scanner.skipValue()
            }
            return .map(names)
        case .array:
            var levels: [String] = []
            try scanner.beginArray()
            while try scanner.nextElement() {
                // Descriptions may be objects, too; the reply echoes texts only.
                if try scanner.peekKind() == .string {
                    levels.append(scanner.string(try scanner.readString()))
                } else {
                    let range = try scanner.readRawValue()
                    levels.append(String(decoding: scanner.slice(range), as: UTF8.self))
                }
            }
            return .list(levels)
        default:
            try scanner.skipValue()
            return .other
        }
    }
}

import Advisor
import Decisions
import Foundation

/// What the pages of the advisor post, read and bounded.
struct AdviceForm: Sendable {
    private static let longestName = 80
    private static let longestNote = 1_000

    private let form: FormBody

    init(_ body: [UInt8]) throws(WireProblem) { form = try FormBody(body) }

    var token: String? { form["token"] }

    /// Who answers.
    func person() throws(WireProblem) -> String { try Self.checked(person: form["by"]) }

    static func checked(person: String?) throws(WireProblem) -> String {
        guard let name = line(person, atMost: longestName), !name.isEmpty else {
            throw WireProblem(.invalid, "say who you are, in at most \(longestName) bytes")
        }
        return name
    }

    /// The feature's name: what people call an idea, as a folder can be called.
    func feature() throws(WireProblem) -> String {
        let words = (form["feature"] ?? "").lowercased().split {
            !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_"))
        }
        let name = words.joined(separator: "-")
        guard FeatureFile.isFeatureName(name) else {
            throw WireProblem(
                .invalid,
                "give the idea a short name of letters and digits, such as refund requests")
        }
        return name
    }

    /// One answer of `person`.
    func entry(
        _ questionnaire: Questionnaire, by person: String
    ) throws(WireProblem) -> Assessment.Entry {
        guard let item = form["item"].flatMap({ questionnaire.item($0) }) else {
            throw WireProblem(.invalid, "the form answers no question that there is")
        }
        guard let note = Self.line(form["note"], atMost: Self.longestNote) else {
            throw WireProblem(
                .invalid, "the note is one line of at most \(Self.longestNote) bytes")
        }
        let amounts = form["amounts"] ?? ""
        if item.takesAmounts, !amounts.allSatisfy(\.isWhitespace) {
            guard
                let entry = Payback(text: amounts).flatMap({
                    item.entry($0, by: person, note: note.isEmpty ? nil : note)
                })
            else {
                throw WireProblem(.invalid, "give three amounts, such as 20000 6000 1000")
            }
            return entry
        }
        let text = form["answer"] ?? ""
        let answer = Int(text)
        guard text == "unknown" || answer.map({ (0...4).contains($0) }) == true else {
            throw WireProblem(.invalid, "choose one of the answers")
        }
        return Assessment.Entry(
            item: item.id, answer: answer, by: person, note: note.isEmpty ? nil : note)
    }

    private static func line(_ text: String?, atMost bytes: Int) -> String? {
        let line = (text ?? "").trimmingCharacters(in: .whitespaces)
        let isLine =
            line.utf8.count <= bytes
            && line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return isLine ? line : nil
    }
}

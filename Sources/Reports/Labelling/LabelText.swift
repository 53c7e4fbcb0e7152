package import Decisions
package import Evidence
import JSONCodec

/// A case that a person is to label, as it stands on a terminal or in a program's input.
package struct LabelText {
    package static let schema = "assay.label/1"

    private let observation: LoggedObservation
    private let question: Question
    private let probability: Double
    /// What the paths answered, in an order that gives none away.
    private let answers: [String]

    /// Creates the text of a case that was drawn with `probability`.
    package init(
        _ observation: LoggedObservation, _ question: Question, probability: Double,
        answers: [String]
    ) {
        self.probability = probability
        self.observation = observation
        self.question = question
        self.answers = answers
    }

    /// The question, the case's fields, the answers, and the options with a number each.
    package func screen(isColored: Bool, width: Int) -> String {
        let style = ANSIStyle(isColored: isColored)
        let width = min(width, 100)
        let asked = question.instructions.isEmpty ? question.name : question.instructions
        var lines = LabelledText.wrap(asked, width: width).map { style.bold($0) } + [""]
        for (name, value) in fields {
            lines += LabelledText.wrap("\(name): \(value)", width: width - 2).map { "  " + $0 }
        }
        if !answers.isEmpty {
            let said = "The paths said, in random order: \(answers.joined(separator: ", "))"
            lines += [""] + LabelledText.wrap(said, width: width)
        }
        lines.append("")
        for (index, option) in question.options.enumerated() {
            let text = [option.value.description, option.description].compactMap(\.self)
                .joined(separator: " – ")
            lines += LabelledText.wrap(text, width: width - 5).enumerated().map {
                ($0 == 0 ? "  \(index + 1)  " : "     ") + $1
            }
        }
        return lines.joined(separator: "\n")
    }

    /// One JSON object; `waiting` counts the drawn cases without a truth on which the paths differ and
    /// agree.
    package func json(waiting: (disagreements: Int, agreements: Int)) -> String {
        var writer = JSONWriter(reserving: 1024)
        writer.beginObject()
        for (key, value) in [
            ("schema", Self.schema), ("observation_id", observation.id.description),
            ("case_id", observation.caseID), ("question", question.name),
            ("instructions", question.instructions),
        ] {
            writer.key(key)
            writer.string(value)
        }
        writer.key("input")
        writer.raw(observation.input)
        for (key, values) in [
            ("answers", answers), ("options", question.options.map(\.value.description)),
        ] {
            writer.key(key)
            writer.beginArray()
            for value in values { writer.string(value) }
            writer.endArray()
        }
        writer.key("label_probability")
        writer.double(probability)
        writer.key("waiting")
        writer.beginObject()
        writer.key("disagreements")
        writer.int(waiting.disagreements)
        writer.key("agreements")
        writer.int(waiting.agreements)
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private var fields: [(name: String, value: String)] {
        guard let input = try? JSONValue(parsing: observation.input) else { return [] }
        return (input.object?.members ?? []).map { member in
            let text = member.value.string ?? String(decoding: member.value.json, as: UTF8.self)
            return (member.key, String(text.prefix(20_000)))
        }
    }
}

import Audits
import Decisions
import Diagnostics
import Foundation
import JSONCodec
import Testing

struct DatasetReaderTests {
    private func read(
        _ text: String, as file: String = "rows.jsonl", columns: String = "",
        _ role: DatasetRole = .eval
    ) throws -> (Dataset, [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "datasets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: file))
        let yaml = """
            feature: f
            questions: [{ name: q, type: predicate, instructions: Yes? }]
            fields: { text: string, amount: int }
            paths: { heuristic: { rules: rules.yaml } }
            datasets: { \(role.rawValue): { files: \(file), columns: {\(columns)} } }
            """
        let (feature, found) = FeatureFile.read(
            SourceText(name: "feature.yaml", text: yaml), folder: folder.path)
        let sound = try #require(feature, "\(found)")
        let definition = try #require(sound.datasets[role.rawValue])
        var reader = DatasetReader(role, definition, of: sound)
        let dataset = reader.read()
        let messages = reader.diagnostics.map {
            $0.description.replacing(folder.path + "/", with: "")
        }
        return (dataset, messages)
    }

    @Test func `columns are called as the feature calls them`() throws {
        let (dataset, messages) = try read(
            "message,amount,label\n\"hi, there\",3,true\n", as: "rows.csv",
            columns: "text: message, outcome: label")
        #expect(messages.isEmpty)
        let row = try #require(dataset.rows.first)
        #expect(row.values["text"] == "hi, there")
        #expect(row.values["amount"] == 3)
        #expect(row.outcome == "true")
    }

    @Test(arguments: [
        ("{\"text\":\"a\"}\n{\"text\": nope}\n", "", "rows.jsonl:2:10: "),
        ("[1]\n", "", "rows.jsonl:1:1: the line is no JSON object"),
        (
            "{\"message\":\"a\"}\n", "text: mesage",
            "rows.jsonl:1:1: there is no column `mesage`, which `text` is to be read from; "
                + "did you mean `message`?"
        ),
        (
            "{\"text\":\"a\",\"time\":\"last week\"}\n", "",
            "rows.jsonl:1:1: `time` is `last week`; expected such as 2026-01-31"
        ),
    ])
    func `a row that is wrong is named by file, line and column`(
        text: String, columns: String, message: String
    ) throws {
        let (_, messages) = try read(text, columns: columns)
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix(message) == true, "\(messages)")
    }

    @Test func `of many wrong rows the first are named and the rest counted`() throws {
        let (dataset, messages) = try read(String(repeating: "x\n", count: 20))
        #expect(dataset.count == 0)
        #expect(messages.count == 6)
        #expect(messages.last?.contains("15 more lines") == true)
    }
}

import Foundation
import TestSupport
import Testing

/// The published JSON Schema describes what `assay verdict --json` prints, and nothing else.
@Suite(.enabled(if: ReferencePython.exists, "\(ReferencePython.reason)"))
struct VerdictSchemaTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    private static let schema = tests.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/assay/assay.docc/Resources/verdict.schema.json")
    /// Prints the findings on every file after the first, which is the schema.
    private static let validate =
        "import json, sys, jsonschema; read = lambda path: json.load(open(path)); "
        + "schema = read(sys.argv[1]); jsonschema.Draft202012Validator.check_schema(schema); "
        + "check = jsonschema.Draft202012Validator(schema); "
        + "[print(path, error.json_path, error.message[:200]) "
        + "for path in sys.argv[2:] for error in check.iter_errors(read(path))]"

    private static func findings(_ files: [String]) async throws -> String {
        let outcome = try await ReferencePython.run(["-c", validate, schema.path] + files)
        #expect(outcome.exitCode == 0, "\(outcome.text)")
        return outcome.text
    }

    @Test func `every recorded verdict fits`() async throws {
        let golden = Self.tests.appending(path: "Golden")
        let files = try FileManager.default.contentsOfDirectory(atPath: golden.path)
            .filter { $0.hasSuffix(".json") }.map { golden.appending(path: $0).path }
        let verdicts = try files.filter {
            try String(contentsOfFile: $0, encoding: .utf8).contains("assay.verdict/1")
        }
        #expect(verdicts.count > 10)
        #expect(try await Self.findings(verdicts) == "")
    }

    @Test(arguments: [
        ("\"verdict\":\"model-earns\"", "\"verdict\":\"model-wins\""),
        ("\"pairs\":", "\"paris\":"), ("\"cases\":", "\"cases\":-"),
    ])
    func `what does not fit is found`(old: String, new: String) async throws {
        let golden = Self.tests.appending(path: "Golden/model-earns.json")
        var text = try String(contentsOf: golden, encoding: .utf8)
            .replacing("\" : ", with: "\":")
        let range = try #require(text.range(of: old))
        text.replaceSubrange(range, with: new)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try await Self.findings([file.path]) != "")
    }
}

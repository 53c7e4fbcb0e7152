import Decisions
import Diagnostics
import Foundation
import JSONCodec
import Models
import Testing

/// A path in a folder of its own, which goes with the value.
final class TemporaryPath: Sendable {
    let path: String
    private let folder: URL

    init(_ name: String = "answers.jsonl") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: name).path
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var text: String {
        get throws { try String(contentsOfFile: path, encoding: .utf8) }
    }

    func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}

struct CassetteTests {
    private static let now = Timestamp(microseconds: 1_795_348_800_000_000)
    private let file: TemporaryPath
    private let task: ModelTask

    init() throws {
        file = try TemporaryPath()
        task = try Examples.task()
    }

    private func answer(
        _ code: Int?, repeatIndex: Int = 0, price: Int64? = 30_000, latency: Int64 = 5
    ) -> Answer {
        Answer(
            path: "model", repeatIndex: repeatIndex, status: code == nil ? .failed : .answered,
            reason: code == nil ? AnswerReason(.timeout, detail: "late") : nil, code: code,
            probabilities: code == nil ? [] : [0.25, 0.5, 0.125, 0.125], latency: latency,
            price: price.map { Money(nanoUSD: $0) },
            tokens: TokenUsage(input: 10, cachedInput: 2, output: 3), model: "test-model-1@fp_7")
    }

    private func record(_ answers: [(String, Answer)]) async throws {
        let (writer, _, _) = try CassetteWriter.open(file.path, for: task, at: Self.now)
        for (json, answer) in answers {
            try await writer.record([answer], to: Examples.input(json).hash, at: Self.now)
        }
    }

    private func load() throws -> (cassette: Cassette?, diagnostics: [Diagnostic]) {
        try Cassette.load(file.path, for: task)
    }

    @Test func `what is recorded is answered, with latency and price of then`() async throws {
        try await record([("{}", answer(1)), (#"{"text":"b"}"#, answer(nil, price: nil))])
        let model = RecordedModel(task, cassette: try #require(try load().cassette))
        var first = answer(1)
        first.isRecorded = true
        var second = answer(nil, price: nil)
        second.isRecorded = true
        #expect(try await model.answer(Examples.input("{}")) == [first])
        #expect(try await model.answer(Examples.input(#"{"text":"b"}"#)) == [second])
    }

    @Test func `the file is a header and a line a call`() async throws {
        try await record([("{}", answer(1))])
        let hash = Examples.input("{}").hash
        #expect(
            try file.text == """
                {"schema":"assay.cassette/1","feature":"support-triage","path":"model","api":"chat",\
                "model":"test-model","prompt":"\(task.promptHash)",\
                "recorded_at":"2026-11-22T12:00:00Z"}
                {"input":"\(hash)","repeat":0,"answers":[{"question":"team","status":"answered",\
                "value":"technical","probabilities":[0.25,0.5,0.125,0.125]}],"latency_ns":5,\
                "tokens":{"input":10,"cached_input":2,"output":3},"price_nanousd":30000,\
                "model":"test-model-1@fp_7","recorded_at":"2026-11-22T12:00:00Z"}

                """)
    }

    @Test func `an input or repeat that is not there is not recorded`() async throws {
        try await record([("{}", answer(1))])
        let model = RecordedModel(task, cassette: try #require(try load().cassette))
        for (json, index) in [("{}", 1), (#"{"text":"c"}"#, 0), ("{}", 1_000_000), ("{}", -1)] {
            let answers = try await model.answer(Examples.input(json), repeatIndex: index)
            #expect(answers.map { $0.reason?.code } == [.notRecorded])
        }
    }

    @Test func `a later line replaces an earlier one and repeats stand apart`() async throws {
        try await record([
            ("{}", answer(nil)), ("{}", answer(2)), ("{}", answer(0, repeatIndex: 1)),
        ])
        let cassette = try #require(try load().cassette)
        let hash = Examples.input("{}").hash
        #expect(cassette.answers(to: hash, path: "model")?.first?.code == 2)
        #expect(cassette.answers(to: hash, repeatIndex: 1, path: "model")?.first?.code == 0)
        #expect(cassette.count == 2)
        #expect(cassette.replacedCount == 1)
    }

    @Test func `recording goes on where it ended`() async throws {
        try await record([("{}", answer(1))])
        let (writer, recorded, notices) = try CassetteWriter.open(
            file.path, for: task, at: Self.now)
        #expect(recorded.contains(Examples.input("{}").hash))
        #expect(notices.isEmpty)
        try await writer.record([answer(0)], to: Examples.input("[]").hash, at: Self.now)
        try await writer.flush()
        #expect(try load().cassette?.count == 2)
    }

    @Test(arguments: [1, 20, 200])
    func `a last line that was cut off is dropped with a warning`(cut: Int) async throws {
        try await record([("{}", answer(1)), ("[]", answer(0))])
        try file.write(String(try file.text.dropLast(cut + 1)))
        let (cassette, diagnostics) = try load()
        #expect(cassette?.count == 1)
        #expect(
            diagnostics.map(\.summary) == [
                "\(file.path):3:1: warning: the last line was cut off; its answer is asked for again"
            ])
        try await record([("[]", answer(2))])
        #expect(try load().cassette?.count == 2)
        #expect(try load().diagnostics.isEmpty)
    }

    @Test func `a last line that lacks only its end is kept`() async throws {
        try await record([("{}", answer(1))])
        try file.write(String(try file.text.dropLast(1)))
        #expect(try load().cassette?.count == 1)
        try await record([("[]", answer(2))])
        #expect(try load().cassette?.count == 2)
    }

    @Test func `a last line that is wrong in itself is kept and reported`() async throws {
        try await record([("{}", answer(1))])
        let wrong = try file.text + #"{"input":"12"}"#
        try file.write(wrong)
        #expect(try load().cassette == nil)
        #expect(throws: CassetteError.self) {
            try CassetteWriter.open(file.path, for: task, at: Self.now)
        }
        #expect(try file.text == wrong)
    }

    @Test func `a header that was cut off is written anew`() async throws {
        try file.write(#"{"schema":"assay.cass"#)
        #expect(try load().cassette == nil)
        try await record([("{}", answer(1))])
        #expect(try load().cassette?.count == 1)
    }

    @Test func `a stale recording is an error that says what changed`() async throws {
        try await record([("{}", answer(1))])
        let changed = try Examples.task(
            Examples.triageYAML, Examples.definition(.anthropic, model: "newer"), prompt: "New.")
        let (cassette, diagnostics) = try Cassette.load(file.path, for: changed)
        #expect(cassette == nil)
        let hint =
            "undo the change, or remove the file and replay with `--record`"
        let start = "\(file.path):1:1: the recording of 2026-11-22T12:00:00Z is stale: "
        #expect(
            diagnostics.map(\.summary) == [
                start + "the prompt, the questions, the fields, `response` or `max_tokens` changed "
                    + "(`\(task.promptHash.short)` then, `\(changed.promptHash.short)` now); \(hint)",
                start + "it is of model `test-model`, path `model` asks `newer`; \(hint)",
                start + "it is of api `chat`, path `model` asks `anthropic`; \(hint)",
            ])
        #expect(throws: CassetteError.self) {
            try CassetteWriter.open(file.path, for: changed, at: Self.now)
        }
        let loaded = try #require(try load().cassette)
        let answers = try await RecordedModel(changed, cassette: loaded)
            .answer(Examples.input("{}"))
        #expect(answers.map { $0.reason?.code } == [.staleRecording])
    }

    @Test(arguments: [
        ("{", "3:2: unexpected end; expected a key or `}`"),
        ("[]", "3:1: the line is no object"),
        (#"{"input":"12"}"#, "3:1: `input` is no hash of 32 hexadecimal digits"),
        (line(#""repeat":-1"#), "3:1: `repeat` is no whole number from 0"),
        (line(#""latency_ns":1.5"#), "3:1: `latency_ns` is no whole number from 0"),
        (
            line(#""recorded_at":"now""#),
            "3:1: `recorded_at` is no time; write `2026-11-22T12:00:00Z`"
        ),
        (line(#""answers":[]"#), "3:1: `answers` has not one answer for each of 1"),
        (
            line(#""answers":[{"question":"tean","status":"answered","value":"billing"}]"#),
            "3:1: an answer to `tean` stands where one to `team` is due"
        ),
        (
            line(#""answers":[{"question":"team","status":"shed"}]"#),
            "3:1: `status` is `shed`; expected `answered`, `abstained` or `failed`"
        ),
        (
            line(#""answers":[{"question":"team","status":"failed","reason":"tired"}]"#),
            "3:1: unknown reason `tired`"
        ),
        (
            line(
                #""answers":[{"question":"team","status":"answered","value":"other","#
                    + #""probabilities":[1,2,3]}]"#),
            "3:1: `probabilities` of `team` are not 4 numbers that add up to 1; "
                + "one an option, in the declared order"
        ),
    ])
    func `a malformed line is an error with its place`(line: String, expected: String) async throws
    {
        try await record([("{}", answer(1))])
        try file.write(try file.text + line + "\n")
        let (cassette, diagnostics) = try load()
        #expect(cassette == nil)
        #expect(diagnostics.map(\.summary) == ["\(file.path):\(expected)"])
        #expect(throws: CassetteError.self) {
            try CassetteWriter.open(file.path, for: task, at: Self.now)
        }
    }

    /// A line in which `member` stands in place of the sound one.
    private static func line(_ member: String) -> String {
        let sound: [(String, String)] = [
            ("input", "\"00000000000000000000000000000000\""), ("repeat", "0"),
            ("latency_ns", "1"), ("recorded_at", "\"2026-11-22\""),
            ("answers", #"[{"question":"team","status":"answered","value":"other"}]"#),
        ]
        let members = sound.map { key, value in
            member.hasPrefix("\"\(key)\":") ? member : "\"\(key)\":\(value)"
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    @Test func `a recorded value that is no option is a failure`() async throws {
        try await record([])
        let line = Self.line(
            #""answers":[{"question":"team","status":"answered","value":"sales"}]"#)
        try file.write(try file.text + line + "\n")
        let zero = try #require(ContentHash(String(repeating: "0", count: 32)))
        let answers = try #require(try load().cassette?.answers(to: zero, path: "model"))
        #expect(answers.map { $0.reason?.code } == [.outsideChoices])
    }

    @Test(arguments: [
        ("", "1:1: the recording is empty"),
        ("{\n{}\n", "1:2: unexpected end; expected a key or `}`"),
        (
            "{}\n",
            "1:1: the first line is no header of a cassette; it begins `{\"schema\":\"assay.cassette/1\",`"
        ),
    ])
    func `a file without a header is no recording`(text: String, expected: String) throws {
        try file.write(text)
        #expect(try load().diagnostics.map(\.summary) == ["\(file.path):\(expected)"])
    }

    @Test func `a file that is missing is an error of the system`() {
        #expect(throws: FileError(path: file.path, code: ENOENT)) { try load() }
    }

    @Test func `two cannot record at once`() async throws {
        let (writer, _, _) = try CassetteWriter.open(file.path, for: task, at: Self.now)
        #expect(throws: CassetteError.inUse(path: file.path)) {
            try CassetteWriter.open(file.path, for: task, at: Self.now)
        }
        try await writer.record([answer(1)], to: Examples.input("{}").hash, at: Self.now)
    }

    @Test func `skipped answers are not recorded`() async throws {
        let skipped = Answer(path: "model", status: .skipped, reason: AnswerReason(.overBudget))
        try await record([("{}", skipped)])
        #expect(try load().cassette?.count == 0)
    }

    @Test func `several questions share one line and its price`() async throws {
        let task = try Examples.task(Examples.severalYAML)
        let input = Examples.input(#"{"text":"a","charges":2}"#)
        let answers = (0..<4).map { index in
            Answer(
                path: "model", status: .answered, code: 1, latency: 9,
                price: Money(nanoUSD: index == 0 ? 28 : 25), isRecorded: true)
        }
        let (writer, _, _) = try CassetteWriter.open(file.path, for: task, at: Self.now)
        try await writer.record(answers, to: input.hash, at: Self.now)
        let cassette = try #require(try Cassette.load(file.path, for: task).cassette)
        #expect(cassette.answers(to: input.hash, path: "model") == answers)
    }
}

package import Decisions
package import Diagnostics
import JSONCodec

/// The first line of a cassette: what was asked, of whom and when.
package struct CassetteHeader: Hashable, Sendable {
    package static let schema = "assay.cassette/1"

    package var feature: String
    package var path: String
    package var api: ModelDefinition.API
    /// The model's name as the requests gave it.
    package var model: String
    package var prompt: ContentHash
    package var recordedAt: Timestamp
    package var note: String?

    /// Makes the header of a recording that begins at `recordedAt`.
    package init(_ task: ModelTask, recordedAt: Timestamp, note: String? = nil) {
        feature = task.feature
        path = task.path
        api = task.definition.api
        model = task.definition.model
        prompt = task.promptHash
        self.recordedAt = recordedAt
        self.note = note
    }

    /// Returns what has changed since the recording, so that its answers are none to `task`.
    package func staleness(for task: ModelTask, file: String) -> [Diagnostic] {
        var facts: [String] = []
        if prompt != task.promptHash {
            facts.append(
                "the recording of \(recordedAt) is stale: the prompt, the questions, the fields, "
                    + "`response` or `max_tokens` changed (`\(prompt.short)` then, "
                    + "`\(task.promptHash.short)` now)")
        }
        if model != task.definition.model {
            facts.append(
                "the recording of \(recordedAt) is stale: it is of model `\(model)`, "
                    + "path `\(task.path)` asks `\(task.definition.model)`")
        }
        if api != task.definition.api {
            facts.append(
                "the recording of \(recordedAt) is stale: it is of api `\(api.rawValue)`, "
                    + "path `\(task.path)` asks `\(task.definition.api.rawValue)`")
        }
        return facts.map {
            Diagnostic(
                file: file, at: SourcePosition(line: 1, column: 1), $0,
                hint: "undo the change, or remove the file and replay with `--record`")
        }
    }
}

extension CassetteHeader {
    /// The header as a line without its end.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("schema")
        writer.string(Self.schema)
        writer.key("feature")
        writer.string(feature)
        writer.key("path")
        writer.string(path)
        writer.key("api")
        writer.string(api.rawValue)
        writer.key("model")
        writer.string(model)
        writer.key("prompt")
        writer.string(prompt.description)
        writer.key("recorded_at")
        writer.string(recordedAt.description)
        if let note {
            writer.key("note")
            writer.string(note)
        }
        writer.endObject()
        return writer.bytes
    }

    init(_ json: JSONValue) throws(CassetteLineError) {
        guard json["schema"]?.string == Self.schema else {
            throw CassetteLineError(
                "the first line is no header of a cassette",
                hint: "it begins `{\"schema\":\"\(Self.schema)\",`")
        }
        feature = try json.text("feature")
        path = try json.text("path")
        model = try json.text("model")
        recordedAt = try json.time("recorded_at")
        prompt = try json.hash("prompt")
        note = json["note"]?.string
        let name = try json.text("api")
        guard let api = ModelDefinition.API(rawValue: name) else {
            throw CassetteLineError("unknown api `\(name.prefix(32))`")
        }
        self.api = api
    }
}

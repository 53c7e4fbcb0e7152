import Decisions
import Diagnostics
import JSONCodec
import Models
import Reports

/// A look at a model's recorded answers: whether they belong to what the path asks now, and to the
/// recorded cases.
struct RecordingCheck {
    private(set) var diagnostics: [Diagnostic] = []
    /// What was looked at, on one line.
    private(set) var description: String

    /// Looks at the recording of `task` beside the feature's traffic, where there is any.
    init(_ task: ModelTask, of feature: Feature, traffic: CaseFileCheck?) {
        let name = task.definition.recording
        let path = feature.file(name)
        guard TextFile.exists(path) else {
            description = "\(name): no recording of path `\(task.path)`"
            if name != ModelDefinition.defaultRecording {
                diagnostics = [
                    Diagnostic(
                        .warning, file: path, "path `\(task.path)` has no such recording",
                        hint: "`assay replay \(feature.folder) --record` makes it")
                ]
            }
            return
        }
        // Any recording would look stale beside the prompt that stands in for a broken one.
        guard !task.prompt.isDefault || task.definition.prompt == nil else {
            description = "\(name): not looked at, since the prompt cannot be read"
            return
        }
        description = "\(name): of no use to path `\(task.path)`, as said above"
        do {
            let look = try Cassette.look(
                at: path, for: task, mostLines: CaseFileCheck.mostLines)
            diagnostics = look.diagnostics
            if let cassette = look.cassette {
                description = Self.description(cassette, look.isWhole, task, traffic)
            }
        } catch {
            diagnostics = [Diagnostic(.error, error.description)]
        }
    }

    private static func description(
        _ cassette: Cassette, _ isWhole: Bool, _ task: ModelTask, _ traffic: CaseFileCheck?
    ) -> String {
        let answers =
            isWhole
            ? NumberText.counted(cassette.count, "recorded call")
            : "the first \(NumberText.counted(cassette.count, "recorded call"))"
        var text = "\(task.definition.recording): \(answers) of path `\(task.path)`"
        guard isWhole, let traffic, traffic.isWhole else { return text }
        let missing = traffic.inputs.count { !cassette.contains($0) }
        text +=
            missing == 0
            ? ", an answer for every case"
            : ", no answer for \(NumberText.counted(missing, "case"))"
        return text
    }
}

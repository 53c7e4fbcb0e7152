import ArgumentParser
import Decisions
import Evidence
import Foundation

/// Where the evidence is.
struct EvidenceOption: ParsableArguments {
    @Option(
        name: .customLong("evidence"),
        help: ArgumentHelp("The evidence log.", valueName: "file"))
    var path = "assay.sqlite"

    func open(_ access: SQLiteEvidenceStore.Access) throws -> SQLiteEvidenceStore {
        if access == .existing, !TextFile.exists(path) {
            throw CommandFailure(
                .missingFile,
                "\(path): there is no evidence log; `assay replay` makes one, "
                    + "`--evidence` names another")
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
        {
            throw CommandFailure(
                .missingFile, "\(path): this is a folder; name a file with `--evidence`")
        }
        return try SQLiteEvidenceStore(path: path, access: access)
    }
}

extension SQLiteEvidenceStore {
    func open(_ feature: Feature) async throws -> FeatureKey {
        try await open(
            feature.name, questions: feature.questions, countingRule: feature.outcome.effective)
    }
}

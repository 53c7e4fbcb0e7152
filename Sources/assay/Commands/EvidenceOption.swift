import ArgumentParser
import Decisions
import Evidence
import Foundation

/// Where the evidence is.
struct EvidenceOption: ParsableArguments {
    @Option(
        name: .customLong("evidence"),
        help: ArgumentHelp("The evidence log.", valueName: "file"))
    var path = Self.usualPath

    static let usualPath = "assay.sqlite"

    /// The arguments of another command on a feature and this log, as a shell takes them.
    func arguments(on feature: Feature) -> String {
        let words = [feature.folder] + (path == Self.usualPath ? [] : ["--evidence", path])
        return words.map(Self.quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "/._-+:,@".contains($0) }
        return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }

    func open(
        _ access: SQLiteEvidenceStore.Access, cache: Int = 16 << 10
    ) throws -> SQLiteEvidenceStore {
        if access == .existing {
            try TextFile.require(
                path, orElse: "there is no evidence log",
                hint: "`assay replay` makes one, `--evidence` names another")
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
        {
            throw CommandFailure(
                .missingFile, "\(path): this is a folder; name a file with `--evidence`")
        }
        return try SQLiteEvidenceStore(path: path, access: access, cache: cache)
    }
}

extension SQLiteEvidenceStore {
    func open(_ feature: Feature) async throws -> FeatureKey {
        try await open(
            feature.name, questions: feature.questions, countingRule: feature.outcome.effective)
    }
}

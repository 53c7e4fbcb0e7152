import Decisions
import Diagnostics
import Foundation
import RuleEngine

/// One side of a comparison: a feature with the rules to compare.
struct RuleSide {
    /// What the user named.
    let name: String
    let feature: Feature
    let ruleSet: RuleSet

    /// Reads two sides, each a feature's folder or a rule file.
    ///
    /// A rule file beside a `feature.yaml` is read as rules of that feature, one without as rules of
    /// the other side's.
    static func both(_ old: String, _ new: String) throws -> (old: RuleSide, new: RuleSide) {
        let oldFolder = try folder(of: old)
        let newFolder = try folder(of: new)
        guard let any = newFolder ?? oldFolder else {
            throw CommandFailure(
                .missingFile,
                "\(new): there is no `feature.yaml` beside it, nor beside `\(old)`; "
                    + "name a feature's folder on one side")
        }
        return (
            try RuleSide(old, oldFolder ?? any), try RuleSide(new, newFolder ?? any)
        )
    }

    private static func folder(of path: String) throws -> FeatureFolder? {
        if isFolder(path) { return try FeatureFolder.read(path) }
        let folder = URL(filePath: path).deletingLastPathComponent().relativePath
        return TextFile.exists(folder + "/feature.yaml") ? try FeatureFolder.read(folder) : nil
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private init(_ path: String, _ folder: FeatureFolder) throws {
        name = path
        feature = folder.feature
        var ruleSet = folder.ruleSet
        var errors = folder.errors
        if !Self.isFolder(path) {
            let (read, diagnostics) = RuleFile.read(
                try TextFile.read(path), fields: feature.fields, questions: feature.questions,
                calibration: folder.calibration,
                openFile: { try TextFile.readIfThere(folder.feature.file($0)) })
            ruleSet = read
            errors = diagnostics.filter { $0.severity == .error }
        }
        guard errors.isEmpty else {
            throw CommandFailure(.badConfiguration, errors)
        }
        guard let ruleSet else {
            throw CommandFailure(.badConfiguration, "\(path): the feature has no rules")
        }
        self.ruleSet = ruleSet
        noteMissingCurves()
    }

    /// Says where all answers are the same only because points mean nothing yet.
    private func noteMissingCurves() {
        for logic in ruleSet.decisions where logic.scorecard?.thresholds.bounds.isEmpty ?? false {
            Console.note(
                "\(name): warning: the curve of `\(logic.question.name)` is not measured on these "
                    + "rules, so that they always give `otherwise`; run `assay calibrate` for them, "
                    + "or write `thresholds`")
        }
    }
}

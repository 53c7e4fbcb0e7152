import Decisions
package import Diagnostics

/// Reads a `launch.yaml`: an assessment of the launch questions, and where its dependencies stand.
package enum LaunchFile {
    /// Returns the candidate that `source` holds and what is wrong with it; `nil` with errors.
    ///
    /// `folder` is the name of the feature's folder.
    package static func read(
        _ source: SourceText, folder: String, _ questionnaire: Questionnaire
    ) -> (candidate: LaunchCandidate?, diagnostics: [Diagnostic]) {
        let (assessment, found) = AssessmentFile.read(source, questionnaire)
        guard let assessment else { return (nil, found) }
        let reader = YAMLReader(source)
        let pairs = reader.root()?.pairs ?? []
        func value(_ key: String) -> YAMLNode? {
            pairs.first { $0.key.scalarText == key }?.value
        }
        guard assessment.feature == folder else {
            if let node = value("assessment") {
                reader.error(
                    node, "this is about `\(assessment.feature)`",
                    hint: "write the folder's name, `\(folder)`")
            }
            return (nil, found + reader.diagnostics)
        }
        let dependencies = value("depends_on")?.elements?.map(\.position) ?? []
        return (
            LaunchCandidate(
                assessment, questionnaire, file: source, dependencies: dependencies), found
        )
    }
}

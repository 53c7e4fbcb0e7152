import Decisions
import Diagnostics

/// A feature file in which `»` marks where each diagnostic must point, so that nobody counts.
struct MarkedFile {
    /// The file without its marks.
    let text: String
    let positions: [SourcePosition]

    init(_ marked: String) {
        var text = ""
        var positions: [SourcePosition] = []
        var position = SourcePosition(line: 1, column: 1)
        for scalar in marked.unicodeScalars {
            if scalar == "»" {
                positions.append(position)
                continue
            }
            text.unicodeScalars.append(scalar)
            position.column += 1
            if scalar == "\n" { position = SourcePosition(line: position.line + 1, column: 1) }
        }
        self.text = text
        self.positions = positions
    }

    func read(
        fileExists: @escaping (String) -> Bool = { _ in true }
    ) -> (feature: Feature?, diagnostics: [Diagnostic]) {
        FeatureFile.read(
            SourceText(name: "feature.yaml", text: text), folder: "Rules/f",
            fileExists: fileExists)
    }
}

extension Feature {
    /// Reads a file that has nothing wrong with it.
    static func read(_ text: String) throws -> Feature {
        let (feature, diagnostics) = MarkedFile(text).read()
        guard let feature, diagnostics.isEmpty else { throw Unreadable(diagnostics: diagnostics) }
        return feature
    }

    private struct Unreadable: Error {
        var diagnostics: [Diagnostic]
    }
}

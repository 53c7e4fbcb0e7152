import Foundation
import Testing

/// Compares `text` with the file `name` in the folder `Golden` beside this file.
///
/// With `RECORD_GOLDEN=1` it writes the file instead and fails, so that a run that records never
/// passes for one that checks. A page's style sheet is left out: its source is the one place to read.
func expectGolden(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let text = withoutStyleSheet(text)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden").appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record("recorded \(name)", sourceLocation: sourceLocation)
        return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected, sourceLocation: sourceLocation)
}

private func withoutStyleSheet(_ page: String) -> String {
    guard let start = page.range(of: "<style>\n"),
        let end = page.range(of: "</style>", range: start.upperBound..<page.endIndex)
    else { return page }
    return page.replacingCharacters(in: start.upperBound..<end.lowerBound, with: "…\n")
}

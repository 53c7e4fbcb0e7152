import Foundation
import Testing

struct CaseFileTests {
    @Test(arguments: try CaseFile.all())
    func `statements print what the file expects`(file: CaseFile) throws {
        var runner = CaseRunner()
        var results: [Int: String] = [:]
        for statement in file.statements {
            guard let result = runner.run(statement) else { continue }
            let place = "\(file.url.lastPathComponent):\(statement.line): \(statement.command)"
            #expect(result == statement.expected, "\(place)")
            if result != statement.expected { results[statement.line] = result }
        }
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil, !results.isEmpty {
            try file.record(results)
        }
    }
}

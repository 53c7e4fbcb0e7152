import Foundation
import Statistics
import TestSupport
import Testing

struct GoldenStatisticsTests {
    private struct GoldenFile: Decodable {
        let cases: [GoldenCase]
    }

    @Test func `every case of the golden file agrees to its tolerance`() throws {
        guard let folder = SharedFolder.url else {
            print("golden statistics: skipped, \(SharedFolder.reason)")
            return
        }
        let data = try Data(contentsOf: folder.appending(path: "golden/stat-golden.json"))
        let cases = try JSONDecoder().decode(GoldenFile.self, from: data).cases
        let runner = GoldenRunner(cases: cases)
        var passed = 0
        for reference in cases {
            let problems = runner.problems(of: reference)
            if problems.isEmpty { passed += 1 }
            for problem in problems { Issue.record("\(reference.name): \(problem)") }
        }
        print("golden statistics: passed \(passed) of \(cases.count), skipped 0")
    }
}

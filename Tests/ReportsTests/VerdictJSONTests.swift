import Foundation
import Reports
import Testing
import Verdicts

struct VerdictJSONTests {
    @Test(arguments: VerdictTextTests.verdicts.map(\.name))
    func `a verdict's JSON is as it was`(name: String) throws {
        let verdict = try #require(VerdictTextTests.verdicts.first { $0.name == name }).verdict
        let data = Data(verdict.json)
        let object = try JSONSerialization.jsonObject(with: data)
        let pretty = try JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try expectGolden(rounded(String(decoding: pretty, as: UTF8.self)) + "\n", "\(name).json")
    }

    /// Six digits that count: the last ones depend on the system's logarithm.
    private func rounded(_ json: String) -> String {
        json.replacing(#/-?\d+\.\d{5,}(?:e[-+]?\d+)?/#) { match in
            Double(match.output).map { String(format: "%.6g", $0) } ?? String(match.output)
        }
    }

    @Test func `one verdict is its own object, several are a list in one`() throws {
        let verdicts = [Story.modelEarns.verdict, Story.empty.verdict]
        #expect(Array(verdicts.prefix(1)).json == verdicts[0].json)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(verdicts.json)) as? [String: Any])
        #expect(object["schema"] as? String == "assay.verdicts/1")
        #expect(object["feature"] as? String == "support-triage")
        let list = try #require(object["verdicts"] as? [[String: Any]])
        #expect(list.map { $0["verdict"] as? String } == ["model-earns", "not-yet-known"])
        #expect(list.allSatisfy { $0["schema"] as? String == "assay.verdict/1" })
    }

    @Test(arguments: VerdictTextTests.verdicts.map(\.name))
    func `every promised key is there`(name: String) throws {
        let verdict = try #require(VerdictTextTests.verdicts.first { $0.name == name }).verdict
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(verdict.json)) as? [String: Any])
        #expect(object["schema"] as? String == "assay.verdict/1")
        for key in [
            "feature", "question", "verdict", "cases", "outcomes", "paths", "agreement",
            "difference", "utility", "baselines", "audits", "reasons",
        ] {
            #expect(object[key] != nil, "\(key)")
        }
        #expect((object["reasons"] as? [String])?.isEmpty == false)
    }
}

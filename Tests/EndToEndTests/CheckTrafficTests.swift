import Foundation
import FoundationXML
import TestSupport
import Testing

/// What `assay check` says beyond findings: traffic, explanations, JUnit, JSON, and again and again.
struct CheckTrafficTests {
    private static func writeSliced(to workspace: Workspace, count: Int) throws {
        try Parcels.write(to: workspace, count: count)
        try workspace.edit(
            "\(Parcels.folder)/feature.yaml", "economics:", "slices: [text]\neconomics:")
        try workspace.write(
            "\(Parcels.folder)/rules.yaml",
            """
            hit_policy: first
            rules:
              - { id: dear, condition: has(amount) && amount > 3.0, output: review }
              - { id: low, condition: has(amount) && amount > 2.0, output: approve }
              - { id: free, condition: has(amount) && amount < 0.0, output: approve }
            otherwise: abstain

            """)
    }

    @Test func `coverage tells what fired, decided and was shadowed`() async throws {
        try await Workspace.with { workspace in
            try Self.writeSliced(to: workspace, count: 5)
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder, "--traffic")
            try workspace.write(
                "more.jsonl",
                #"{"id":"9","text":"x","amount":2.5}"# + "\n" + #"{"id":"10","amount":2}"# + "\n")
            try await transcript.run("check", Parcels.folder, "--traffic", "more.jsonl")
            try await transcript.run("check", Parcels.folder, "--traffic", "more.jsonl", "--json")
            try await transcript.run("check", Parcels.folder, "--traffic", "none.jsonl")
            try transcript.expectGolden("check-traffic")
        }
    }

    @Test func `a case is explained by its id, from a file or from standard input`() async throws {
        try await Workspace.with { workspace in
            try Self.writeSliced(to: workspace, count: 3)
            try workspace.write("one.json", #"{"text":"x","amount":2.5}"# + "\n")
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder, "--explain", "2")
            try await transcript.run("check", Parcels.folder, "--explain", "3", "--json")
            let file = try await workspace.assay("check", Parcels.folder, "--explain", "one.json")
            #expect(file.text.contains("`low` fired"))
            let input = try await workspace.assay(
                "check", Parcels.folder, "--explain", "-",
                input: .text(#"{"id":"z","text":"x","amount":9}"# + "\n"))
            #expect(input.text.hasPrefix("case z\nroute: `review` by rule `dear`"))
            try await transcript.run("check", Parcels.folder, "--explain", "77")
            try transcript.expectGolden("check-explain")
        }
    }

    @Test func `tests and findings stand in the XML that build servers read`() async throws {
        try await Workspace.with { workspace in
            try Self.writeSliced(to: workspace, count: 2)
            try workspace.write(
                "\(Parcels.folder)/rules.test.yaml",
                """
                tests:
                  - { name: 'dear & "<large>"', input: { text: x, amount: 11 }, expect: review, tags: [a] }
                  - { name: wrong, input: { text: x, amount: 11 }, expect: approve, because: "\\u0001" }

                """)
            let run = try await workspace.assay("check", Parcels.folder, "--junit", "out.xml")
            #expect(run.exitCode == 1)
            let suites = try JUnitFile(workspace.url("out.xml"))
            #expect(suites.problems == [])
            #expect(suites.names.suffix(2) == ["dear & \"<large>\"", "wrong"])
            #expect((suites.tests, suites.failures) == (5, 1))
            let tagged = try await workspace.assay("check", Parcels.folder, "--tag", "a")
            #expect(tagged.exitCode == 0)
            #expect(tagged.text.contains("1 of 1 rule test passed"))
            try workspace.edit("\(Parcels.folder)/feature.yaml", "in_charge", "in_chrage")
            _ = try await workspace.assay("check", Parcels.folder, "--junit", "out.xml")
            let broken = try JUnitFile(workspace.url("out.xml"))
            #expect(broken.problems == [])
            #expect((broken.tests, broken.failures) == (1, 1))
        }
    }

    @Test func `a decision table leaves as CSV and comes back`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            let rules = "\(Parcels.folder)/rules.yaml"
            try workspace.write(
                rules,
                "table: { inputs: [amount], rows: [['> 10', review], ['[0..10]', approve]] }\n"
                    + "otherwise: abstain\n")
            let csv = try await workspace.assay(
                "check", Parcels.folder, "--export-table", "route")
            #expect(csv.text == "id,amount,route\nrow-1,> 10,review\nrow-2,[0..10],approve\n")
            try workspace.write("\(Parcels.folder)/routes.csv", csv.text)
            try workspace.write("file.yaml", "table: routes.csv\notherwise: abstain\n")
            let diff = try await workspace.assay("diff", Parcels.folder, "file.yaml", "--gate")
            #expect(diff.exitCode == 0, "\(diff.errors)")
            let none = try await workspace.assay("check", Parcels.folder, "--export-table", "x")
            #expect(none.exitCode == 64)
        }
    }

    @Test func `findings as JSON say where they are`() async throws {
        try await Workspace.with { workspace in
            try Self.writeSliced(to: workspace, count: 2)
            try workspace.edit("\(Parcels.folder)/rules.yaml", "amount > 2.0", "amout > 2.0")
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder, "--json")
            try workspace.edit("\(Parcels.folder)/feature.yaml", "in_charge", "in_chrage")
            try await transcript.run("check", Parcels.folder, "--json")
            try transcript.expectGolden("check-json")
        }
    }

    @Test func `a folder is checked again when a file of it changes`() async throws {
        try await Workspace.with { workspace in
            try Self.writeSliced(to: workspace, count: 2)
            let child = try workspace.start(["check", Parcels.folder, "--watch"])
            await wait { child.errorText.contains("watching") }
            try workspace.edit("\(Parcels.folder)/rules.yaml", "amount > 2.0", "amout > 2.0")
            await wait { child.text.contains("`amout`") }
            child.send(SIGINT)
            let outcome = try await child.outcome()
            #expect(outcome.signal == SIGINT)
            #expect(outcome.text.contains("parcels: no errors"))
            #expect(!outcome.text.contains("\u{1B}"))
        }
    }

    private func wait(until condition: () -> Bool) async {
        #expect(await eventually(condition))
    }
}

/// A JUnit file, held against the shape that Jenkins' schema asks for.
private final class JUnitFile: NSObject, XMLParserDelegate {
    private(set) var problems: [String] = []
    private(set) var names: [String] = []
    private(set) var tests = 0
    private(set) var failures = 0
    private var path: [String] = []
    private var expected: [(tests: Int, failures: Int)] = []
    private var counted: [(tests: Int, failures: Int)] = []

    private static let parents: [String: Set<String>] = [
        "testsuites": [""], "testsuite": ["testsuites"], "testcase": ["testsuite"],
        "failure": ["testcase"], "system-out": ["testcase", "testsuite"],
    ]
    private static let required: [String: Set<String>] = [
        "testsuites": ["tests", "failures", "errors"],
        "testsuite": ["name", "tests", "failures", "errors", "skipped"],
        "testcase": ["name", "classname", "file"], "failure": ["message", "type"],
    ]

    init(_ file: URL) throws {
        super.init()
        let parser = XMLParser(data: try Data(contentsOf: file))
        parser.delegate = self
        if !parser.parse() { problems.append("no XML: \(String(describing: parser.parserError))") }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        if Self.parents[name]?.contains(path.last ?? "") != true {
            problems.append("\(name) stands in \(path.last ?? "nothing")")
        }
        let missing = Self.required[name, default: []].subtracting(attributes.keys)
        if !missing.isEmpty { problems.append("\(name) has no \(missing)") }
        path.append(name)
        switch name {
        case "testsuites", "testsuite":
            expected.append(
                (Int(attributes["tests"] ?? "") ?? -1, Int(attributes["failures"] ?? "") ?? -1))
            counted.append((0, 0))
        case "testcase":
            names.append(attributes["name"] ?? "")
            for index in counted.indices { counted[index].tests += 1 }
        case "failure": for index in counted.indices { counted[index].failures += 1 }
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        path.removeLast()
        guard name.hasPrefix("testsuite") else { return }
        let (tests, failures) = counted.removeLast()
        if expected.removeLast() != (tests, failures) { problems.append("\(name) counts wrong") }
        if name == "testsuites" { (self.tests, self.failures) = (tests, failures) }
    }
}

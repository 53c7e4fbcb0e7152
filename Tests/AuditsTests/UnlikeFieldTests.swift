import Audits
import Decisions
import Evidence
import JSONCodec
import Testing

/// Data sets whose columns are not those of the cases.
struct UnlikeFieldTests {
    private static let fields = [
        FieldDefinition(name: "amount", type: .double),
        FieldDefinition(name: "plan", type: .string, isOptional: true),
    ]

    private static func row(_ index: Int) -> JSONObject {
        ["amount": .double(Double(index % 97)), "plan": .string(["free", "pro"][index % 2])]
    }

    /// What an audit says of 400 cases that are drawn as the rows were, but for how those are written.
    private func finding(
        _ audit: any Audit.Type, _ role: DatasetRole, _ written: (JSONObject) -> JSONObject
    ) throws -> AuditFinding {
        let rows = (0..<1_200).map { index in
            var values = Self.row(index)
            values["time"] = .string("2026-01-01")
            return DatasetRow(line: index + 1, written(values))
        }
        let scope = AuditScope(
            feature: "f", question: .predicate("q", instructions: ""), fields: Self.fields,
            slices: ["plan"], now: Timestamp(microseconds: 1_770_000_000_000_000))
        var run = AuditRun(
            [audit], scopes: [scope],
            material: AuditMaterial(
                datasets: AuditDatasets([role: Dataset(files: [("rows.csv", rows)])])))
        for index in 0..<400 {
            var logged = LoggedObservation.of(index, answer: true, truth: nil)
            logged.input = Array(JSONValue.object(Self.row(index)).json)
            run.append(logged)
        }
        return try #require(run.findings().first)
    }

    private static let audits: [(any Audit.Type, DatasetRole)] = [
        (StalenessAudit.self, .eval), (RetrogradeAudit.self, .training),
    ]

    @Test(arguments: audits.indices)
    func `rows written as the cases are tell that nothing is wrong`(index: Int) throws {
        let (audit, role) = Self.audits[index]
        #expect(try finding(audit, role) { $0 }.status == .ok)
    }

    @Test(arguments: audits.indices)
    func `a number that is written as a text is named by its place, and nothing fires`(
        index: Int
    ) throws {
        let (audit, role) = Self.audits[index]
        let found = try finding(audit, role) { values in
            var values = values
            values["amount"] = .string("\(values["amount"]?.double ?? 0) EUR")
            return values
        }
        #expect(found.status == .cannotTell)
        #expect(found.sentence.contains("rows.csv:1 has `0.0 EUR`"), "\(found.sentence)")
        let wanted = "`amount` in data set `\(role.rawValue)`"
        #expect(found.missing.contains { $0.what.contains(wanted) })
    }

    @Test(arguments: audits.indices)
    func `a column that is not there is said, and its slices are no orphans`(index: Int) throws {
        let (audit, role) = Self.audits[index]
        let found = try finding(audit, role) { values in
            var values = values
            values["plan"] = nil
            return values
        }
        #expect(found.status == .cannotTell)
        #expect(found.sentence.contains("rows.csv has no column `plan`"), "\(found.sentence)")
        #expect(!found.parts.contains { $0.status == .watch })
    }

    @Test func `answers that the question does not have are not compared`() throws {
        let found = try finding(StalenessAudit.self, .eval) { values in
            var values = values
            values["outcome"] = .string("Ja")
            return values
        }
        // Nor has any case an outcome that could be.
        #expect(found.status == .ok)
    }
}

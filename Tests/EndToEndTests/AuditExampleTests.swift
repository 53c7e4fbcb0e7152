import Testing

/// `assay study audits --example`: each audit's fault as a folder that anybody can look at.
struct AuditExampleTests {
    @Test(arguments: ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10"])
    func `the example of an audit fires, and does so again from its folder`(id: String) async throws
    {
        try await Workspace.with { workspace in
            let written = try await workspace.assay("study", "audits", "--example", id, "example")
            #expect(written.exitCode == 0, "\(written.errors)")
            #expect(written.text.contains(": 1 fires"))
            let again = try await workspace.assay(
                "audit", "example", "--evidence", "example/assay.sqlite", "--only", id, "--gate")
            #expect(again.exitCode == 3, "\(again.text)\(again.errors)")
        }
    }
}

import Audits
import CurlTransport
import Decisions
import Evidence
import Gateway
import JSONCodec
import Testing

/// Word that an audit starts or stops firing.
struct AuditNoticeTests {
    private static let now = Timestamp(microseconds: 1_795_348_800_000_000)

    private static func histories(_ statuses: String...) -> [AuditHistory] {
        AuditHistory.all(
            in: statuses.enumerated().flatMap { index, status in
                [note(.all, index, status), note(.window, index, status)]
            }, launchedAt: nil)
    }

    private static func note(
        _ scope: AuditNote.Scope, _ moment: Int, _ status: String
    ) -> AuditNote {
        AuditNote(
            audit: "A7", question: nil, scope: scope,
            ranAt: Timestamp(microseconds: Int64(moment)), observations: 5, status: status,
            sentence: "A sentence.", n: 5)
    }

    @Test func `what somebody saw by hand is told by the next scheduled run all the same`() throws {
        let seen = AuditHistory.all(
            in: [
                Self.note(.all, 0, "ok"), Self.note(.window, 0, "ok"), Self.note(.all, 1, "fires"),
            ], launchedAt: nil)
        #expect(seen.first?.fires == true)
        let now = Self.histories("ok", "fires")
        let notice = try #require(AuditNotice("f", before: seen, now: now, at: Self.now))
        #expect(notice.summary.map(\.fires) == [true])
    }

    @Test func `nothing is said while nothing starts or stops`() {
        let calm = Self.histories("ok")
        #expect(AuditNotice("f", before: [], now: calm, at: Self.now) == nil)
        let fires = Self.histories("ok", "fires")
        #expect(AuditNotice("f", before: fires, now: fires, at: Self.now) == nil)
    }

    @Test func `a notice says what starts and what stops`() throws {
        let (calm, fires) = (Self.histories("ok"), Self.histories("ok", "fires"))
        let started = try #require(AuditNotice("f", before: calm, now: fires, at: Self.now))
        let json = try JSONValue(parsing: started.body)
        #expect(json["schema"] == "assay.audit-notice/1")
        #expect(json["audits"]?.array?.first?["change"] == "started")
        let stopped = try #require(AuditNotice("f", before: fires, now: calm, at: Self.now))
        #expect(
            try JSONValue(parsing: stopped.body)["audits"]?.array?.first?["change"] == "stopped")
    }

    @Test func `a notice is signed with the key`() throws {
        let notice = try #require(
            AuditNotice("f", before: [], now: Self.histories("fires"), at: Self.now))
        let first = notice.request(to: "https://example.com/hook", key: "one")
        let second = notice.request(to: "https://example.com/hook", key: "two")
        let signature = try #require(first.headers[AuditNotice.signature])
        #expect(signature.count == "sha256=".count + 64)
        #expect(signature != second.headers[AuditNotice.signature])
        #expect(first.body == notice.body)
    }

    @Test(arguments: [
        ("https://example.com/hook", true), ("http://127.0.0.1:9/hook", true),
        ("http://localhost/hook", true), ("http://[::1]:8080/hook", true),
        ("http://example.com/hook", false), ("http://127.0.0.1.example.com/", false),
        ("https://name:secret@example.com/", false), ("ftp://localhost/", false), ("hook", false),
    ])
    func `notices go out encrypted or stay on this machine`(url: String, isAllowed: Bool) {
        #expect(AuditNotice.isAllowed(url) == isAllowed)
    }
}

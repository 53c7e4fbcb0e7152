import Audits
import Decisions
import Evidence
import JSONCodec
import Statistics
import TestSupport
import Testing

/// What audits say of data that others have published.
@Suite(.enabled(if: SharedFolder.exists, "\(SharedFolder.reason)"))
struct RealDataTests {
    private static let text = [FieldDefinition(name: "text", type: .string)]

    @Test(arguments: [("sex", 0.55), ("race", 0.7)])
    func `a rule for incomes gives less to groups that have less`(
        group: String, most: Double
    ) throws {
        let degrees = ["Bachelors", "Masters", "Doctorate", "Prof-school"]
        let log = try RealData.rows("adult_test_9000").enumerated().map { number, row in
            LoggedObservation.of(
                number, group: row[group]?.string,
                answer: row["marital_status"] == "Married-civ-spouse"
                    && degrees.contains(row["education"]?.string ?? ""),
                truth: row["label"] == ">50K")
        }
        let finding = try RealData.finding(BiasAudit.self, log: log)
        #expect(finding.status == .fires)
        #expect(try #require(finding.interval).upper < most)
    }

    private static let weather = ["temp", "dewp", "slp", "vis", "wind", "maxwind"].map {
        FieldDefinition(name: $0, type: .double)
    }

    /// Fifty days are put into one, so that every window of four weeks has all seasons.
    private func weather(
        of eval: [JSONObject], against rows: [JSONObject]
    ) throws -> AuditFinding {
        let log = RealData.log(rows) { day, _ in
            Timestamp(microseconds: Int64(day) * 86_400_000_000 / 50)
        }
        return try RealData.finding(
            StalenessAudit.self, fields: Self.weather, sets: [.eval: eval], log: log)
    }

    @Test func `the weather of later years is unlike that of the first ten, season for season`()
        throws
    {
        let rows = try RealData.rows("rainfall_stream")
        let (first, later) = (Array(rows.prefix(3_650)), Array(rows.dropFirst(3_650)))
        let drifted = try weather(of: first, against: later)
        #expect(drifted.status == .fires)
        // In no order of time: the ten years drift within themselves.
        let shuffled = first.indices.map { first[$0 * 1_009 % first.count] }
        let calm = try weather(of: RealData.half(shuffled, 0), against: RealData.half(shuffled, 1))
        #expect(calm.status != .fires)
    }

    @Test
    func `flights of July depart otherwise late than those of January, but fly to the same places`()
        throws
    {
        let fields =
            ["carrier", "origin", "dest"].map { FieldDefinition(name: $0, type: .string) }
            + ["distance", "dep_delay"].map { FieldDefinition(name: $0, type: .double) }
        let rows = try RealData.rows("flights_stream_16000")
        func month(_ row: JSONObject) -> String { String(row["sched"]?.string?.prefix(7) ?? "") }
        let january = rows.filter { month($0) == "2013-01" }
        let later = rows.filter { ("2013-02"..."2013-07").contains(month($0)) }
        let log = RealData.log(later) { _, row in
            Timestamp("\(row["sched"]?.string ?? ""):00Z") ?? Timestamp(microseconds: 0)
        }
        let sets: [DatasetRole: [JSONObject]] = [.eval: january, .training: january]
        let stale = try RealData.finding(
            StalenessAudit.self, fields: fields, sets: sets, log: log)
        #expect(stale.status == .watch)
        #expect(stale.parts.first { $0.name == "dep_delay" }?.status == .watch)
        #expect(stale.parts.first { $0.name == "carrier" }?.status == .ok)
        let outgrown = try RealData.finding(
            RetrogradeAudit.self, fields: fields, sets: sets, log: log)
        #expect(outgrown.status == .ok)
    }

    @Test func `messages that stand on both sides of a split are found, all of them`() throws {
        let rows = try RealData.rows("sms_spam")
        let copies = rows.filter { $0["exact_dup_of"]?.string != nil }
        #expect(copies.count == 355)
        let apart = try RealData.finding(
            ContaminationAudit.self, fields: Self.text,
            sets: [.eval: copies, .training: rows.filter { $0["exact_dup_of"]?.string == nil }])
        // 36 copies have under four words, of which the audit says that it leaves them out.
        #expect((apart.status, apart.n, apart.estimate) == (.fires, 319, 1))
        let split = try RealData.finding(
            ContaminationAudit.self, fields: Self.text,
            sets: [.eval: RealData.half(rows, 0), .training: RealData.half(rows, 1)])
        #expect(split.status == .fires)
        #expect(try #require(split.interval).contains(0.104))
    }

    @Test func `a corpus of chat repeats itself on both sides of a split`() throws {
        let rows = try RealData.rows("chatterbot_topics")
        let split = try RealData.finding(
            ContaminationAudit.self, fields: Self.text,
            sets: [.eval: RealData.half(rows, 0), .training: RealData.half(rows, 1)])
        #expect(split.status == .fires)
        #expect(try #require(split.estimate) > 0.7)
    }

    @Test
    func `a generator that says what is common collapses, another half of the corpus does not`()
        throws
    {
        let rows = try RealData.rows("chatterbot_topics")
        let counts = Dictionary(rows.map { ($0["text"]?.string ?? "", 1) }, uniquingKeysWith: +)
        let common = rows.filter { counts[$0["text"]?.string ?? "", default: 0] > 5 }
        let collapsed = try RealData.finding(
            CollapseAudit.self, fields: Self.text, sets: [.golden: rows, .synthetic: common])
        #expect(collapsed.status == .fires)
        let real = try RealData.finding(
            CollapseAudit.self, fields: Self.text,
            sets: [.golden: RealData.half(rows, 0), .synthetic: RealData.half(rows, 1)])
        #expect(real.status != .fires)
    }
}

import Decisions
import TestSupport
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2013-01-01T06:00:00Z", 1_357_020_000_000_000),
        ("2000-02-29", 951_782_400_000_000), ("2024-02-29T23:59:59.999999Z", 1_709_251_199_999_999),
        ("1969-12-31T23:59:59.5Z", -500_000), ("2026-01-31 12:00", 1_769_860_800_000_000),
        ("2026-01-31t12:00:00z", 1_769_860_800_000_000),
        ("2026-01-31T14:00:00+02:00", 1_769_860_800_000_000),
        ("2026-01-31T06:30:00-05:30", 1_769_860_800_000_000),
        ("1970-01-01T00:00:00.123456789Z", 123_456), ("1970-01-01T00:00:00.1Z", 100_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
    func `a time is read`(text: String, microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-1-1", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32",
        "2026-04-31", "2025-02-29", "1900-02-29", "2100-02-29", "2026-01-01T", "2026-01-01T24:00Z",
        "2026-01-01T00:60Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00+0200", "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00Z ", " 2026-01-01", "2026-01-01Z", "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "２０２６-01-01", "+026-01-01",
    ])
    func `no time is read into another text`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: 1...4)
    func `what is written reads back`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let years = -62_167_219_200_000_000..<(253_402_300_800_000_000 as Int64)
        for _ in 0..<5000 {
            let time = Timestamp(microseconds: .random(in: years, using: &random))
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test func `days follow one another through four centuries`() {
        var expected = Timestamp("1600-01-01")?.microseconds ?? 0
        for year in 1600...2001 {
            for month in 1...12 {
                for day in 1...31 {
                    let digits = [year, month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
                    guard let date = Timestamp(digits.joined(separator: "-")) else { continue }
                    #expect(date.microseconds == expected)
                    expected += 86_400_000_000
                }
            }
        }
    }

    @Test func `times beyond the calendar are still written`() {
        #expect(Timestamp(microseconds: .min).description == "-290308-12-21T19:59:05.224192Z")
        #expect(Timestamp(microseconds: .max).description == "294247-01-10T04:00:54.775807Z")
    }
}

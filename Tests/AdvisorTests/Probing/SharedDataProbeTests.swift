import Advisor
import Foundation
import JSONCodec
import Statistics
import TestSupport
import Testing

/// The probe on published data of which the answer is known.
@Suite(.enabled(if: SharedFolder.exists, "\(SharedFolder.reason)"))
struct SharedDataProbeTests {
    private func probe(_ file: String, _ columns: ProbeColumns) async throws -> SignalProbe {
        let url = try #require(SharedFolder.url)
        var lines = try JSONLinesFile(path: url.appending(path: "data/\(file)").path)
        var rows: [JSONObject] = []
        while let batch = try lines.nextBatch() {
            for line in batch.lines {
                let value = try JSONValue(parsing: Array(batch.bytes[line.range]))
                rows.append(try #require(value.object))
            }
        }
        return await SignalProbe(try LabelledCases(rows, columns), rounds: 199)
    }

    @Test func `for flights a rule is enough, and the season moves the lift`() async throws {
        let probe = try await probe(
            "flights_stream_16000.jsonl",
            ProbeColumns(label: "label", time: "sched", without: ["arr_delay"]))
        #expect(probe.seesSignal)
        #expect(probe.suspects.isEmpty)
        #expect(probe.rule.cel.hasPrefix("dep_delay > "))
        #expect((probe.rule.shareOfLift?.value ?? 0) > 0.9)
        #expect((probe.stability?.changeP ?? 1) < 0.001)
        #expect((probe.stability?.kept?.value ?? 0) > 0.75)
    }

    @Test func `the outcome of a flight is no input`() async throws {
        let probe = try await probe(
            "flights_stream_16000.jsonl", ProbeColumns(label: "label", time: "sched"))
        #expect(probe.suspects.map(\.field) == ["arr_delay"])
    }

    @Test func `the text of a tweet carries the signal, and a short rule does not have it`()
        async throws
    {
        let probe = try await probe(
            "sentiment_20raters_tweets.jsonl",
            ProbeColumns(label: "label", without: ["id", "mean", "sd", "ratings", "n_raters"]))
        #expect(probe.signal.better.lift.interval.lower > 0.1)
        #expect((probe.rule.shareOfLift?.value ?? 1) < 0.7)
        #expect(probe.suspects.isEmpty)
    }

    @Test func `the copies among text messages are counted`() async throws {
        let probe = try await probe(
            "sms_spam.jsonl", ProbeColumns(label: "label", without: ["id", "exact_dup_of"]))
        #expect(probe.signal.copies > 50)
        #expect(probe.noise.repeated > 355)
        #expect(probe.suspects.isEmpty)
    }
}

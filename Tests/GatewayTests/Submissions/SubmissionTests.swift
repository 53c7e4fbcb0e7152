import CurlTransport
import Decisions
import Evidence
import JSONCodec
import Testing

@testable import Gateway

/// Outcomes and events over HTTP, one or many, each once.
struct SubmissionTests {
    @Test func `one outcome is logged, and sent again it is a duplicate`() async throws {
        try await RunningGateway.with { gateway in
            let body =
                #"{"feature":"parcels","id":"o1","case_id":"c1","question":"route","#
                + #""value":"review","source":"human","rater":"ann","#
                + #""shown_output_of":"model","observed_at":"2026-11-01T10:00:00Z"}"#
            let first = try await gateway.post("/v1/outcomes", body)
            #expect(first.status == 200, "\(first.text)")
            #expect(first.json["accepted"]?.int == 1 && first.json["rejected"]?.array == [])
            let again = try await gateway.post("/v1/outcomes", body)
            #expect(again.json["accepted"]?.int == 0 && again.json["duplicates"]?.int == 1)
            #expect(again.json["outcome_ids"] == first.json["outcome_ids"])
            let key = try await gateway.store.features()[0]
            #expect(try await gateway.store.summary(of: key).waitingOutcomes == 1)
        }
    }

    @Test(arguments: [
        #"[{"case_id":"a","question":"urgent","value":true},{"case_id":"b","question":"urgent","value":false}]"#,
        "{\"case_id\":\"a\",\"question\":\"urgent\",\"value\":true}\n\n"
            + "{\"case_id\":\"b\",\"question\":\"urgent\",\"value\":false}\n",
    ])
    func `many come as a list or a line each`(body: String) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post("/v1/outcomes", body)
            #expect(reply.status == 200 && reply.json["accepted"]?.int == 2, "\(reply.text)")
        }
    }

    @Test func `the chance of a label's draw is logged, and said again otherwise it conflicts`()
        async throws
    {
        try await RunningGateway.with { gateway in
            func body(_ chance: String) -> String {
                #"{"id":"o1","case_id":"c1","question":"urgent","value":true,"source":"human","#
                    + #""rater":"ann","label_probability":\#(chance)}"#
            }
            let first = try await gateway.post("/v1/outcomes", body("0.1"))
            #expect(first.json["accepted"]?.int == 1, "\(first.text)")
            let again = try await gateway.post("/v1/outcomes", body("0.1"))
            #expect(again.json["duplicates"]?.int == 1, "\(again.text)")
            let other = try await gateway.post("/v1/outcomes", body("0.5"))
            #expect(other.json["rejected"]?.array?.count == 1 || other.status >= 400)
        }
    }

    @Test(arguments: [
        (
            #"{"case_id":"a","question":"urgent","value":true,"label_probability":0}"#,
            "`label_probability` is no number above 0 to 1"
        ),
        (
            #"{"case_id":"a","question":"urgent","value":true,"label_probability":1.5}"#,
            "`label_probability` is no number above 0 to 1"
        ),
        (
            #"{"case_id":"a","question":"urgent","value":true,"label_probability":"half"}"#,
            "`label_probability` is no number above 0 to 1"
        ),
        (
            #"{"case_id":"a","question":"urgent","value":true,"confidence":-0.1}"#,
            "`confidence` is no number from 0 to 1"
        ),
        (#"{"case_id":"a","value":true}"#, "3 questions"),
        (#"{"case_id":"a","question":"urgent","value":"soon"}"#, "none of"),
        (#"{"case_id":"a","question":"size","value":true}"#, "has no question `size`"),
        (#"{"question":"urgent","value":true}"#, "`observation_id` or `case_id`"),
        (#"{"case_id":7,"question":"urgent","value":true}"#, "`case_id` is no text"),
        (#"{"observation_id":"x","question":"urgent","value":true}"#, "no observation's id"),
        (
            #"{"case_id":"a","question":"urgent","value":true,"source":"model"}"#,
            "`source` is none of"
        ),
        (
            #"{"case_id":"a","question":"urgent","value":true,"supersedes":"o1"}"#,
            "no outcome's id"
        ),
        (#"{"feature":"nope","case_id":"a","question":"urgent","value":true}"#, "names none"),
        ("7", "no object"),
    ])
    func `a wrong outcome says what is wrong, and is the request's error when it is alone`(
        outcome: String, fact: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post("/v1/outcomes", outcome)
            #expect(reply.status == 400)
            #expect(
                reply.json["error"]?["message"]?.string?.contains(fact) == true, "\(reply.text)")
            let good = #"{"case_id":"a","question":"urgent","value":true}"#
            let both = try await gateway.post("/v1/outcomes", "[\(good),\(outcome)]")
            #expect(both.status == 200 && both.json["accepted"]?.int == 1)
            #expect(both.json["rejected"]?.array?.map { $0["index"]?.int } == [1])
        }
    }

    @Test func `another statement under a known id is rejected, and the first stands`() async throws
    {
        try await RunningGateway.with { gateway in
            func send(_ value: Bool) async throws -> Reply {
                try await gateway.post(
                    "/v1/outcomes",
                    #"{"id":"o1","case_id":"a","question":"urgent","value":\#(value)}"#)
            }
            #expect(try await send(true).status == 200)
            let other = try await send(false)
            #expect(other.status == 400 && other.text.contains("that stands"))
        }
    }

    @Test func `events are logged once each`() async throws {
        try await RunningGateway.with { gateway in
            let body = """
                {"id":"e1","event":"shown","case_id":"a","value":false}
                {"id":"e2","event":"edited","case_id":"a","question":"route","value":"review","user":"u"}
                {"id":"e1","event":"shown","case_id":"a","value":false}
                {"id":"e3","event":"liked","case_id":"a"}
                {"id":"e4","event":"shown","case_id":"a","question":"size"}
                """
            let reply = try await gateway.post("/v1/events", body)
            #expect(reply.json["accepted"]?.int == 2 && reply.json["duplicates"]?.int == 1)
            #expect(reply.json["rejected"]?.array?.map { $0["index"]?.int } == [3, 4])
            let key = try await gateway.store.features()[0]
            let kinds = try await gateway.store.summary(of: key).events
            #expect(kinds == [.shown: 1, .edited: 1])
        }
    }

    @Test(arguments: ["", "nonsense", "[]", "{\"a\":1"])
    func `a body without an object is one error`(body: String) async throws {
        try await RunningGateway.with { gateway in
            let reply = try await gateway.post("/v1/outcomes", body)
            #expect(reply.status == 400 && reply.json["error"]?["code"]?.string != nil)
        }
    }

    @Test func `too many at once, or too long, are not taken`() async throws {
        var limits = ServerLimits()
        limits.bodyBytes = 200_000
        try await RunningGateway.with(limits: limits) { gateway in
            let many = "[" + Array(repeating: "1", count: 10_001).joined(separator: ",") + "]"
            let tooMany = try await gateway.post("/v1/events", many)
            #expect(tooMany.status == 413)
            let long = #"{"case_id":""# + String(repeating: "x", count: 200_000) + #""}"#
            let tooLong = try await gateway.post("/v1/events", long)
            #expect(tooLong.status == 413)
        }
    }

    @Test func `a log that cannot be written is a 503, so that clients come again`() async throws {
        try await RunningGateway.with { gateway in
            try gateway.store.close()
            let body = #"{"case_id":"a","question":"urgent","value":true}"#
            let reply = try await gateway.post("/v1/outcomes", body)
            #expect(reply.status == 503, "\(reply.text)")
        }
    }
}

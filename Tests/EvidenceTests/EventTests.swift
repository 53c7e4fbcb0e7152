import Decisions
import Foundation
import JSONCodec
import Testing

@testable import Evidence

/// What people did with answers, each thing once.
struct EventTests {
    private let log: TemporaryLog
    private let now = Timestamp(microseconds: 1_767_225_600_000_000)

    init() throws {
        log = try TemporaryLog()
    }

    private func event(
        _ id: String, _ kind: Event.Kind = .accepted, caseID: String = "a",
        value: OptionValue? = nil, user: String? = nil
    ) -> Event {
        Event(clientID: id, kind: kind, subject: .case(caseID), value: value, user: user)
    }

    @Test func `an event that is sent again is logged once`() async throws {
        let scribe = try await Scribe(log.open())
        let first = try await scribe.store.append(
            [event("1"), event("2", .shown, value: .flag(false))], of: scribe.feature,
            receivedAt: now)
        guard case .logged(let id) = first[0], case .logged = first[1] else {
            Issue.record("\(first)")
            return
        }
        let again = try await scribe.store.append(
            [event("1"), event("1", .edited), event("1")], of: scribe.feature,
            receivedAt: Timestamp(microseconds: now.microseconds + 1))
        #expect(again == [.known(id), .conflicting(id), .known(id)])
        #expect(
            try await scribe.store.summary(of: scribe.feature).events == [
                .accepted: 1, .shown: 1,
            ])
    }

    @Test func `events come back and are exported as they were`() async throws {
        let scribe = try await Scribe(log.open())
        let observation = try #require(EvidenceID("01890a5d-ac96-774b-bcce-b302099a8057"))
        var events = Event.Kind.allCases.map { event("\($0)", $0, value: .text("é\"")) }
        events[0].subject = .observation(observation)
        events[1].question = "team"
        events[2].observedAt = now
        events[3].user = "eve"
        _ = try await scribe.store.append(events, of: scribe.feature, receivedAt: now)
        let logged = try await scribe.store.foldEvents(of: scribe.feature, into: []) {
            $0.append($1)
        }
        #expect(logged.map(\.event) == events && logged.map(\.seq) == Array(1...8))
        let lines = Collected()
        try await scribe.store.exportEvents(scribe.feature) { lines.append($0) }
        let exported = try lines.string.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(exported.count == 8)
        #expect(exported[0]["observation_id"]?.string == observation.description)
        #expect(exported[7]["event"]?.string == "trained-on")
        #expect(exported[3]["value"]?.string == "é\"")
    }

    @Test func `events that were received before a time can be left out`() async throws {
        let scribe = try await Scribe(log.open())
        let later = Timestamp(microseconds: now.microseconds + 1)
        _ = try await scribe.store.append([event("1")], of: scribe.feature, receivedAt: now)
        _ = try await scribe.store.append([event("2")], of: scribe.feature, receivedAt: later)
        let logged = try await scribe.store.foldEvents(of: scribe.feature, since: later, into: []) {
            $0.append($1)
        }
        #expect(logged.map(\.event.clientID) == ["2"])
    }

    @Test func `an event about a question that the feature has not is refused`() async throws {
        let scribe = try await Scribe(log.open())
        var stray = event("1")
        stray.question = "colour"
        let receipts = try await scribe.store.append(
            [stray, event("2")], of: scribe.feature, receivedAt: now)
        #expect(receipts[0] == .refused && receipts[1] != .refused)
    }

    @Test func `an event is read from what a caller sends`() throws {
        let event = try Event(
            JSONValue(
                parsing: """
                    {"id":"e1","event":"edited","case_id":"a","value":"other","user":"eve",
                     "question":"team","at":"2026-01-01T00:00:00Z","more":1}
                    """))
        #expect(
            event
                == Event(
                    clientID: "e1", kind: .edited, subject: .case("a"), question: "team",
                    value: .text("other"), user: "eve", observedAt: now))
    }

    @Test(arguments: [
        ("[]", "an event is an object"),
        (
            "{}",
            "an event has no `id`; give each one of its own, so that it can be sent again"
        ),
        (
            #"{"id":"1","event":"liked","case_id":"a"}"#,
            "`event` is none of `shown`, `accepted`, `edited`, `reworded`, `bypassed`, "
                + "`abandoned`, `labelled`, `trained-on`"
        ),
        (
            #"{"id":"1","event":"shown"}"#,
            "an event has `observation_id` or `case_id`, not both"
        ),
        (
            #"{"id":"1","event":"shown","observation_id":"x"}"#,
            "`observation_id` is no observation's id"
        ),
        (#"{"id":7,"event":"shown","case_id":"a"}"#, "`id` is no text of 1 to 200 bytes"),
        (
            #"{"id":"1","event":"shown","case_id":"a","value":3}"#,
            "`value` is neither true, false nor a text of at most 4096 bytes"
        ),
        (
            #"{"id":"1","event":"shown","case_id":"a","at":"soon"}"#,
            "`at` is no time such as 2026-01-31T12:00:00Z"
        ),
    ])
    func `what is no event is said`(json: String, problem: String) throws {
        let value = try JSONValue(parsing: json)
        #expect(throws: EventProblem(description: problem)) { try Event(value) }
    }

    @Test func `an outcome that is submitted again is logged once`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a"), Line(id: "b", line: 2)])
        func submit(_ id: String?, _ outcome: Outcome) async throws -> SubmissionReceipt {
            try await scribe.store.submit(
                [OutcomeSubmission(clientID: id, outcome: outcome)], of: scribe.feature,
                receivedAt: now)[0]
        }
        guard case .logged(let id) = try await submit("1", .of("a", "billing")) else {
            Issue.record("not logged")
            return
        }
        #expect(try await submit("1", .of("a", "billing")) == .known(id))
        #expect(try await submit("1", .of("a", "other")) == .conflicting(id))
        #expect(try await submit(nil, .of("a", "billing")) == .known(id))
        #expect(try await submit("2", .of("a", "colour")) == .refused)
        guard case .logged(let waiting) = try await submit("3", .of("later", "other")) else {
            Issue.record("not logged")
            return
        }
        #expect(waiting != id)
        #expect(try await submit("3", .of("later", "other")) == .known(waiting))
        let summary = try await scribe.store.summary(of: scribe.feature)
        #expect(summary.outcomes == 2 && summary.waitingOutcomes == 1)
        #expect(try await scribe.rows().map(\.truth) == [0, nil])
    }

    @Test func `an outcome finds the case that is named after its observation`() async throws {
        let store = try log.open()
        let request: SpooledRequest
        do {
            let live = try LiveScribe(log.spool)
            request = live.request()
            _ = live.spool.append(request)
        }
        let scribe = try await Scribe(store)
        let id = request.decisions[0].observationID.description
        _ = try await store.submit(
            [OutcomeSubmission(clientID: "1", outcome: .of(id, "other"))], of: scribe.feature,
            receivedAt: now)
        try await log.drain(store)
        #expect(try await scribe.rows().map(\.truth) == [2])
    }
}

import Decisions
package import JSONCodec

/// Why a JSON object is no event.
package struct EventProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String
}

extension Event {
    /// No text of an event is longer, in UTF-8.
    package static let longestText = 4096
    private static let longestID = 200

    /// Reads what a caller sends: `id`, `event`, `observation_id` or `case_id`, and where they
    /// apply `question`, `value`, `user` and `at`.
    package init(_ json: JSONValue) throws(EventProblem) {
        func text(_ key: String, atMost most: Int = Event.longestText) throws(EventProblem)
            -> String?
        {
            guard let value = json[key], value != .null else { return nil }
            guard let text = value.string, !text.isEmpty, text.utf8.count <= most else {
                throw EventProblem(
                    description: "`\(key)` is no text of 1 to \(most) bytes")
            }
            return text
        }
        guard json.object != nil else { throw EventProblem(description: "an event is an object") }
        guard let clientID = try text("id", atMost: Self.longestID) else {
            throw EventProblem(
                description: "an event has no `id`; give each one of its own, so that it can be "
                    + "sent again")
        }
        let kinds = Kind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        guard let kind = try text("event").flatMap(Kind.init(rawValue:)) else {
            throw EventProblem(description: "`event` is none of \(kinds)")
        }
        self.init(
            clientID: clientID, kind: kind,
            subject: try Self.subject(
                observation: try text("observation_id"),
                case: try text("case_id")),
            question: try text("question"), value: try Self.value(json["value"]),
            user: try text("user"), observedAt: try Self.time(try text("at")))
    }

    private static func subject(
        observation: String?, case caseID: String?
    ) throws(EventProblem) -> Subject {
        switch (observation, caseID) {
        case (let text?, nil):
            guard let id = EvidenceID(text) else {
                throw EventProblem(description: "`observation_id` is no observation's id")
            }
            return .observation(id)
        case (nil, let id?): return .case(id)
        default:
            throw EventProblem(description: "an event has `observation_id` or `case_id`, not both")
        }
    }

    private static func value(_ json: JSONValue?) throws(EventProblem) -> OptionValue? {
        guard let json, json != .null else { return nil }
        guard let value = OptionValue(json), value.description.utf8.count <= longestText else {
            throw EventProblem(
                description: "`value` is neither true, false nor a text of at most "
                    + "\(longestText) bytes")
        }
        return value
    }

    private static func time(_ text: String?) throws(EventProblem) -> Timestamp? {
        guard let text else { return nil }
        guard let time = Timestamp(text) else {
            throw EventProblem(description: "`at` is no time such as 2026-01-31T12:00:00Z")
        }
        return time
    }
}

extension LoggedEvent {
    /// Writes the event as it is exported.
    func write(feature: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("event_id" as StaticString)
        writer.string(id.description)
        writer.key("seq" as StaticString)
        writer.int(seq)
        writer.key("feature" as StaticString)
        writer.string(feature)
        writer.key("id" as StaticString)
        writer.string(event.clientID)
        writer.key("event" as StaticString)
        writer.string(event.kind.rawValue)
        var (observation, caseID): (String?, String?) = (nil, nil)
        switch event.subject {
        case .observation(let id): observation = id.description
        case .case(let id): caseID = id
        }
        for (name, text) in [
            ("observation_id", observation), ("case_id", caseID), ("question", event.question),
            ("user", event.user), ("at", event.observedAt?.description),
        ] {
            writer.key(name)
            if let text { writer.string(text) } else { writer.null() }
        }
        writer.key("value" as StaticString)
        if let value = event.value { writer.option(value) } else { writer.null() }
        writer.key("received_at" as StaticString)
        writer.string(receivedAt.description)
        writer.endObject()
    }
}

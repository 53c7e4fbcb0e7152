package import Decisions

/// What somebody did with an answer.
package struct Event: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The answer was put before somebody; with the value `false`, it was kept from them.
        case shown
        /// It was taken as it was.
        case accepted
        /// It was changed before use; the value is what it became.
        case edited
        /// The request was put again in other words; the value is the new case's id or text.
        case reworded
        /// What was to be decided was done another way.
        case bypassed
        /// The matter was dropped.
        case abandoned
        /// Somebody gave the case a label.
        case labelled
        /// The case became part of training data.
        case trainedOn = "trained-on"
    }

    /// The observation or case that an event is about.
    package enum Subject: Hashable, Sendable {
        case observation(EvidenceID)
        case `case`(String)
    }

    /// The caller's own id: of two events with one, the second is not logged.
    package var clientID: String
    package var kind: Kind
    package var subject: Subject
    /// The question's name, where the event is about one of several.
    package var question: String?
    package var value: OptionValue?
    /// Who did it.
    package var user: String?
    package var observedAt: Timestamp?

    package init(
        clientID: String, kind: Kind, subject: Subject, question: String? = nil,
        value: OptionValue? = nil, user: String? = nil, observedAt: Timestamp? = nil
    ) {
        self.clientID = clientID
        self.kind = kind
        self.subject = subject
        self.question = question
        self.value = value
        self.user = user
        self.observedAt = observedAt
    }
}

/// What became of something that a caller submitted under an id of its own.
package enum SubmissionReceipt: Hashable, Sendable {
    case logged(EvidenceID)
    /// The same was logged before.
    case known(EvidenceID)
    /// Something else was logged under the same id; that stands.
    case conflicting(EvidenceID)
    /// The feature has no such question or value.
    case refused
}

/// An event as the log has it.
package struct LoggedEvent: Hashable, Sendable {
    package var seq: Int64
    package var id: EvidenceID
    package var event: Event
    package var receivedAt: Timestamp

    package init(seq: Int64, id: EvidenceID, event: Event, receivedAt: Timestamp) {
        self.seq = seq
        self.id = id
        self.event = event
        self.receivedAt = receivedAt
    }
}

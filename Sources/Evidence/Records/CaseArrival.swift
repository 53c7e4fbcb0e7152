/// A recorded case as it arrives, before anybody has been asked about it.
package struct CaseArrival: Sendable {
    package var id: String
    /// The first 64 bits of the input's hash.
    package var inputHash: UInt64
    /// The line of the source that it stands on.
    package var line: Int
    /// In microseconds since 1970; `CaseCell.noTime` where the record gives none.
    package var time: Int64
    package var user: String?

    package init(id: String, inputHash: UInt64, line: Int, time: Int64, user: String?) {
        self.id = id
        self.inputHash = inputHash
        self.line = line
        self.time = time
        self.user = user
    }
}

/// Where cases come from.
package struct CaseSource: Hashable, Sendable {
    /// The file's name, for people.
    package var name: String
    /// What stays the same as long as the source does: two cases of one id on different lines of
    /// one source are duplicates, in another source the later one replaces the earlier.
    package var signature: String

    package init(name: String, signature: String) {
        self.name = name
        self.signature = signature
    }
}

/// An answer that a run wants: of a question, by a version of a path, for the `repeat`th time.
package struct WantedAnswer: Hashable, Sendable {
    /// Index into the feature's questions.
    package var question: Int
    package var path: PathVersion
    package var repeatIndex: Int

    package init(question: Int, path: PathVersion, repeatIndex: Int) {
        self.question = question
        self.path = path
        self.repeatIndex = repeatIndex
    }
}

/// What the log knows of a case that has arrived.
package struct CaseTicket: Sendable {
    package enum Standing: Hashable, Sendable {
        /// Never seen, or seen with another input that this one replaces.
        case new
        case known
        /// Another line of the same source has the id.
        case duplicate(line: Int, sameInput: Bool)
    }

    package var standing: Standing
    package var caseNumber: Int
    /// For each wanted answer, the status that the log has; `nil` where it has none.
    package var statuses: [UInt8?]
}

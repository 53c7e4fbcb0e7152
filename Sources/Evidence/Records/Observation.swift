package import Decisions

/// The evidence of one question of one request.
package struct Observation: Sendable {
    /// Where the request came from.
    package enum Environment: UInt8, Sendable, CaseIterable {
        case live = 0
        case replay

        package var name: String { self == .live ? "live" : "replay" }
    }

    package var id: EvidenceID
    package var requestID: EvidenceID
    /// The question's name.
    package var question: String
    package var `case`: Case
    /// The case's number in its feature, as its registration gave it.
    package var caseNumber: Int
    package var loggedAt: Timestamp
    package var environment: Environment
    package var answers: [VersionedAnswer]
    /// The path whose answer counted for the caller; `nil` where it was not asked this time.
    package var inCharge: String?
    package var inChargeProbability: Double
    /// Index of the value that the caller got; `nil` where there was none.
    package var shown: Int?
    package var versions: VersionSet
    /// What only a live request has; `nil` for one that was replayed.
    package var marks: LiveMarks?

    package init(
        id: EvidenceID, requestID: EvidenceID, question: String, case: Case, caseNumber: Int,
        loggedAt: Timestamp, environment: Environment,
        answers: [VersionedAnswer], inCharge: String?, inChargeProbability: Double = 1,
        shown: Int?, versions: VersionSet, marks: LiveMarks? = nil
    ) {
        self.id = id
        self.requestID = requestID
        self.question = question
        self.case = `case`
        self.caseNumber = caseNumber
        self.loggedAt = loggedAt
        self.environment = environment
        self.answers = answers
        self.inCharge = inCharge
        self.inChargeProbability = inChargeProbability
        self.shown = shown
        self.versions = versions
        self.marks = marks
    }
}

/// An answer with the version of the path that gave it.
package struct VersionedAnswer: Hashable, Sendable {
    package var answer: Answer
    /// Hash of all that the path's answer depends on.
    package var version: ContentHash

    package init(_ answer: Answer, version: ContentHash) {
        self.answer = answer
        self.version = version
    }
}

/// The content hashes under which an observation was made.
package struct VersionSet: Hashable, Sendable {
    package var feature: ContentHash
    package var rules: ContentHash?
    package var calibration: ContentHash?
    package var prompt: ContentHash?
    /// Hash of the model's identity as its replies give it.
    package var model: ContentHash?
    package var prices: ContentHash?

    package init(
        feature: ContentHash, rules: ContentHash? = nil, calibration: ContentHash? = nil,
        prompt: ContentHash? = nil, model: ContentHash? = nil, prices: ContentHash? = nil
    ) {
        self.feature = feature
        self.rules = rules
        self.calibration = calibration
        self.prompt = prompt
        self.model = model
        self.prices = prices
    }
}

/// One version of one path.
package struct PathVersion: Hashable, Sendable {
    package var path: String
    package var version: ContentHash

    package init(path: String, version: ContentHash) {
        self.path = path
        self.version = version
    }
}

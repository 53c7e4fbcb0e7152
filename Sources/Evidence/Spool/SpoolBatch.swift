import Decisions

/// What a drain logs at one go.
struct SpoolBatch: Sendable {
    /// With all their answers.
    var requests: [SpooledRequest] = []
    var changes: [SpooledChange] = []
    var cursor: SpoolCursor?

    var isEmpty: Bool { requests.isEmpty && changes.isEmpty }

    /// The features of all that, each once.
    var features: [SpooledFeature] {
        var features: [SpooledFeature] = []
        func add(_ feature: SpooledFeature) {
            if !features.contains(where: { $0.identity == feature.identity }) {
                features.append(feature)
            }
        }
        for request in requests { add(request.feature) }
        for change in changes { add(change.feature) }
        return features
    }
}

/// How far a spool is in the log.
struct SpoolCursor: Hashable, Sendable {
    /// The spool's identity.
    var spool: EvidenceID
    /// The record to be read next.
    var next: SpoolPosition
    /// The oldest request before it that is not in the log yet; `next` where there is none.
    var held: SpoolPosition
}

/// What became of a batch.
struct SpoolBatchCounts: Hashable, Sendable {
    var requests = 0
    var observations = 0
    var lostAnswers = 0
    /// Left out: their users have been deleted since.
    var deleted = 0
}

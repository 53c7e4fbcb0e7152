import Decisions

/// What a drain logs at one go.
struct SpoolBatch: Sendable {
    /// With all their answers.
    var requests: [SpooledRequest] = []
    var changes: [SpooledChange] = []
    var cursor: SpoolCursor?

    var isEmpty: Bool { requests.isEmpty && changes.isEmpty }

    /// The features of all that, each once, with the indices of their requests.
    var byFeature: [(feature: SpooledFeature, requests: [Int])] {
        var features: [(feature: SpooledFeature, requests: [Int])] = []
        /// Returns where a feature is; `last` is where the one before was, most often the same.
        func place(of feature: SpooledFeature, after last: Int) -> Int {
            if features.indices.contains(last),
                features[last].feature.identity == feature.identity
            {
                return last
            }
            let place = features.firstIndex { $0.feature.identity == feature.identity }
            if let place { return place }
            features.append((feature, []))
            return features.count - 1
        }
        var last = 0
        for index in requests.indices {
            last = place(of: requests[index].feature, after: last)
            features[last].requests.append(index)
        }
        for change in changes { last = place(of: change.feature, after: last) }
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

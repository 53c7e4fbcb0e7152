import Decisions

/// Joins requests to the answers that came after them, in the order of the spool.
///
/// What it gives back depends on the records alone, and it gives up requests oldest first: so
/// reading the records again from the oldest that is held leads to the same state.
struct SpoolJoin {
    private struct Held {
        var request: SpooledRequest
        var position: SpoolPosition
        var missing: Int
        var since: Int64
    }

    private var held: [EvidenceID: Held] = [:]
    /// In the order of their positions; those that are no longer held are passed over.
    private var order: [(id: EvidenceID, position: SpoolPosition)] = []
    private var first = 0

    var count: Int { held.count }

    /// Where the oldest request that is held stands.
    var oldest: SpoolPosition? { first < order.count ? order[first].position : nil }

    /// Takes a request at `now`, in nanoseconds; adds to `whole` what can be logged at once.
    mutating func take(
        _ request: consuming SpooledRequest, at position: SpoolPosition,
        now: @autoclosure () -> Int64, whole: inout [SpooledRequest]
    ) {
        let missing = request.missing
        guard missing > 0 else { return whole.append(request) }
        // No writer makes an id twice; a damaged one must not make a request disappear.
        if let displaced = held[request.id] { whole.append(Self.lost(displaced.request)) }
        let id = request.id
        held[id] = Held(request: request, position: position, missing: missing, since: now())
        order.append((id, position))
        passOver()
    }

    /// Takes late answers; returns the request once none is missing, and how many of the answers
    /// nobody waits for.
    mutating func take(
        _ completion: SpooledCompletion
    ) -> (whole: SpooledRequest?, stray: Int) {
        guard var entry = held.removeValue(forKey: completion.requestID) else {
            return (nil, completion.answers.count)
        }
        var stray = 0
        for late in completion.answers {
            if entry.request.fill(late) { entry.missing -= 1 } else { stray += 1 }
        }
        guard entry.missing == 0 else {
            held[completion.requestID] = entry
            return (nil, stray)
        }
        passOver()
        return (entry.request, stray)
    }

    /// Gives up the oldest requests as long as `condition` holds, and returns them as they are to
    /// be logged.
    mutating func giveUp(
        while condition: (_ since: Int64, _ position: SpoolPosition, _ count: Int) -> Bool
    ) -> [SpooledRequest] {
        var given: [SpooledRequest] = []
        while first < order.count, let entry = held[order[first].id],
            condition(entry.since, entry.position, held.count)
        {
            held[order[first].id] = nil
            given.append(Self.lost(entry.request))
            passOver()
        }
        return given
    }

    private mutating func passOver() {
        while first < order.count, held[order[first].id]?.position != order[first].position {
            first += 1
        }
        if first > 1024, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
    }

    /// The request with its missing answers as shed.
    private static func lost(_ request: SpooledRequest) -> SpooledRequest {
        var request = request
        for index in request.decisions.indices {
            request.decisions[index].answers += request.decisions[index].pending.map { pending in
                VersionedAnswer(
                    Answer(
                        path: pending.path, repeatIndex: pending.repeatIndex, status: .shed,
                        reason: AnswerReason(.lost),
                        inclusionProbability: pending.inclusionProbability),
                    version: pending.version)
            }
            request.decisions[index].pending = []
        }
        return request
    }
}

extension SpooledRequest {
    /// How many of its answers were announced and are not in.
    fileprivate var missing: Int {
        var missing = 0
        for index in decisions.indices { missing += decisions[index].pending.count }
        return missing
    }

    /// Puts a late answer where it was announced; returns false where it was not.
    fileprivate mutating func fill(_ late: SpooledCompletion.LateAnswer) -> Bool {
        let decision = decisions.firstIndex { $0.observationID == late.observationID }
        guard let decision else { return false }
        let place = decisions[decision].pending.firstIndex { pending in
            pending.path == late.answer.answer.path
                && pending.repeatIndex == late.answer.answer.repeatIndex
                && pending.version == late.answer.version
        }
        guard let place else { return false }
        decisions[decision].pending.remove(at: place)
        decisions[decision].answers.append(late.answer)
        return true
    }
}

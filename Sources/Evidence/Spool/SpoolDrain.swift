import Decisions

/// Takes what a spool holds into the log: every request once, whenever either is interrupted.
///
/// The place up to which the spool is in the log is written with the rows. Requests whose answers
/// are not all in are held in memory and stay in the spool; after an interruption they are read
/// again from there. They are given up, and logged with the missing answers as lost, when the run
/// that wrote them has ended, after `patience`, or when they would hold on to too much of the spool.
package actor SpoolDrain {
    /// More requests than this are not held in memory.
    private static let mostHeld = 1 << 16

    private let folder: SpoolFolder
    private let store: SQLiteEvidenceStore
    private let spool: Spool?
    private let limits: SpoolLimits
    private let patience: Duration
    private let nanoseconds: @Sendable () -> Int64
    private let report: @Sendable (SpoolIncident) -> Void

    private var join = SpoolJoin()
    /// Up to where the spool has been read; `nil` before the first reading.
    private var position: SpoolPosition?
    /// The run of the segment at `position`.
    private var run: EvidenceID?
    /// What the segment at `position` has described so far.
    private var features: [Int: SpooledFeature] = [:]
    /// The log's keys of features, by their identity.
    private var keys: [ContentHash: FeatureKey] = [:]
    private var seen = SpoolProgress()
    /// What had been seen when the log was last written.
    private var logged = SpoolProgress()
    private var underWay: Task<Void, any Error>?
    private var rotatedAt: Int64?
    /// Damage that has been told of: what is read again after an error is not told again.
    private var told: Set<SpoolPosition> = []

    /// A drain of `folder`; `spool` is the one that is being written there, if any.
    ///
    /// `patience` is for how long an announced answer is waited for by `nanoseconds`, a clock that
    /// nobody sets; `report` learns of damage.
    package init(
        _ folder: SpoolFolder, into store: SQLiteEvidenceStore, from spool: Spool? = nil,
        limits: SpoolLimits = SpoolLimits(), patience: Duration = .seconds(300),
        nanoseconds: @Sendable @escaping () -> Int64,
        report: @Sendable @escaping (SpoolIncident) -> Void = { _ in }
    ) {
        self.folder = folder
        self.store = store
        self.spool = spool
        self.limits = limits
        self.patience = patience
        self.nanoseconds = nanoseconds
        self.report = report
    }

    package var progress: SpoolProgress {
        var progress = logged
        progress.heldRequests = join.count
        progress.lag = folder.size(from: position)
        return progress
    }

    /// Takes in all that the spool holds now.
    ///
    /// After an error the next call goes on from what the log has.
    package func drain() async throws {
        let previous = underWay
        let task = Task {
            _ = await previous?.result
            try await pass()
        }
        underWay = task
        try await task.value
    }

    /// Drains every `interval` until the task is cancelled, and then once more.
    package func run(every interval: Duration) async {
        var failure: SpoolIncident?
        repeat {
            do {
                try await drain()
                failure = nil
            } catch {
                let incident = SpoolIncident.failed(EvidenceError(error, path: store.path))
                // A log that stays away is said once.
                if incident != failure { report(incident) }
                failure = incident
            }
        } while (try? await Task.sleep(for: interval)) != nil
        try? await drain()
    }
}

// MARK: Reading

extension SpoolDrain {
    private func pass() async throws {
        do {
            if position == nil { try await recover() }
            // Asked for after the list: a segment that is listed, and before the first that is
            // still being written by then, is complete.
            let segments = folder.segments()
            let open = spool?.firstOpen ?? .max
            for segment in segments where segment >= position?.segment ?? 0 && segment <= open {
                try await take(segment, isOpen: segment == open, isLast: segment == segments.last)
            }
            try await giveUp()
            rotate()
            logged = seen
        } catch {
            position = nil
            seen = logged
            throw error
        }
    }

    /// Goes back to where the log stands: reads again what was held there.
    private func recover() async throws {
        join = SpoolJoin()
        run = nil
        features = [:]
        guard let cursor = try await store.cursor(ofSpool: folder.id) else {
            position = SpoolPosition(segment: 0, offset: 0)
            return
        }
        position = SpoolPosition(segment: cursor.held.segment, offset: 0)
        var ignored: [SpooledRequest] = []
        for segment in folder.segments() where segment >= cursor.held.segment {
            guard segment <= cursor.next.segment else { break }
            try SegmentReader.with(folder.file(segment), longest: limits.record) { reader in
                enter(segment, reader, &ignored)
                let size = reader.size
                let end = segment == cursor.next.segment ? min(size, cursor.next.offset) : size
                var damage: [SegmentReader.Damage] = []
                while let place = position, place.offset < end {
                    position?.offset = reader.read(from: place.offset, to: end, damage: &damage) {
                        let place = SpoolPosition(segment: segment, offset: $0)
                        again(decode($1), at: place, from: cursor.held)
                    }
                }
            }
        }
        position = cursor.next
    }

    /// Repeats what a record has done to the state.
    private func again(
        _ record: SpoolRecord?, at place: SpoolPosition, from held: SpoolPosition
    ) {
        switch record {
        case .feature(let feature): features[feature.number] = feature
        case .request(let request) where place >= held:
            var ignored: [SpooledRequest] = []
            join.take(request, at: place, now: nanoseconds(), whole: &ignored)
        case .completion(let completion): _ = join.take(completion)
        case .request, .change, nil: break
        }
    }

    /// Takes in what is new in a segment.
    private func take(_ segment: Int64, isOpen: Bool, isLast: Bool) async throws {
        var isAtEnd = false
        while !isAtEnd {
            var batch = SpoolBatch()
            let before = position
            let size = try SegmentReader.with(folder.file(segment), longest: limits.record) {
                reader in
                if position?.segment != segment || position?.offset == 0 {
                    enter(segment, reader, &batch.requests)
                }
                let size = reader.size
                read(segment, reader, to: size, isOpen: isOpen, &batch)
                return size
            }
            isAtEnd = (position?.offset ?? 0) >= size ?? 0 || position == before
            if isAtEnd, isLast, !isOpen, run != spool?.run {
                batch.requests += join.giveUp { _, _, _ in true }
            }
            try await log(batch, alsoPlace: isAtEnd && !isOpen)
        }
        if !isOpen, isLast, join.count == 0 { folder.clear(segment) }
    }

    /// Begins with a segment; what is held of another run is given up.
    private func enter(
        _ segment: Int64, _ reader: SegmentReader, _ requests: inout [SpooledRequest]
    ) {
        position = SpoolPosition(segment: segment, offset: min(SpoolSegment.headSize, reader.size))
        features = [:]
        // A damaged head says nothing; the records behind it can still be read.
        guard let head = reader.head, head.run != run else { return }
        requests += join.giveUp { _, _, _ in true }
        run = head.run
    }

    private func read(
        _ segment: Int64, _ reader: SegmentReader, to end: Int, isOpen: Bool,
        _ batch: inout SpoolBatch
    ) {
        guard let place = position, place.offset < end else { return }
        var damage: [SegmentReader.Damage] = []
        position?.offset = reader.read(
            from: place.offset, to: end, isOpen: isOpen, damage: &damage
        ) {
            take(decode($1), at: SpoolPosition(segment: segment, offset: $0), &batch)
        }
        for damage in damage {
            seen.damagedBytes += damage.length
            tell(
                .damage(file: folder.file(segment), offset: damage.offset, length: damage.length),
                at: SpoolPosition(segment: segment, offset: damage.offset))
        }
    }

    private func take(
        _ record: consuming SpoolRecord?, at place: SpoolPosition, _ batch: inout SpoolBatch
    ) {
        switch consume record {
        case .feature(let feature): features[feature.number] = feature
        case .request(let request):
            join.take(request, at: place, now: nanoseconds(), whole: &batch.requests)
        case .completion(let completion):
            let (whole, stray) = join.take(completion)
            if let whole { batch.requests.append(whole) }
            seen.strayAnswers += stray
        case .change(let change): batch.changes.append(change)
        case nil:
            seen.unreadableRecords += 1
            tell(.unreadable(file: folder.file(place.segment), offset: place.offset), at: place)
        }
    }

    private func tell(_ incident: SpoolIncident, at place: SpoolPosition) {
        if told.insert(place).inserted { report(incident) }
    }

    private func decode(_ payload: UnsafeRawBufferPointer) -> SpoolRecord? {
        SpoolDecoder.record(payload, features)
    }
}

// MARK: Writing

extension SpoolDrain {
    /// Ends the segment that is being written every minute: what has been drained is to go, also
    /// where traffic is slow.
    private func rotate() {
        let now = nanoseconds()
        guard let spool, let begun = rotatedAt else { return rotatedAt = now }
        guard now - begun >= 60_000_000_000 else { return }
        rotatedAt = now
        spool.rotate()
    }

    /// Gives up requests that have been held for too long, or that hold on to too much.
    private func giveUp() async throws {
        guard let position else { return }
        let limit = nanoseconds() - patience.components.seconds * 1_000_000_000
        let mostSegments = Int64(max(1, limits.total / max(1, limits.segment) / 2))
        let given = join.giveUp { since, place, count in
            since < limit || count > Self.mostHeld
                || position.segment - place.segment > mostSegments
        }
        guard !given.isEmpty else { return }
        try await log(SpoolBatch(requests: given), alsoPlace: false)
    }

    /// Logs a batch with the place that has been reached, and drops the segments before it.
    private func log(_ batch: SpoolBatch, alsoPlace: Bool) async throws {
        guard let position, alsoPlace || !batch.isEmpty else { return }
        var batch = batch
        let held = min(join.oldest ?? position, position)
        batch.cursor = SpoolCursor(spool: folder.id, next: position, held: held)
        for (feature, _) in batch.byFeature where keys[feature.identity] == nil {
            keys[feature.identity] = try await store.key(of: feature)
        }
        let counts = try await store.log(batch, keys)
        seen.requests += counts.requests
        seen.observations += counts.observations
        seen.lostAnswers += counts.lostAnswers
        seen.deletedRequests += counts.deleted
        seen.changes += batch.changes.count
        logged = seen
        for segment in folder.segments() where segment < held.segment { folder.remove(segment) }
        told = told.filter { $0.segment >= held.segment }
    }
}

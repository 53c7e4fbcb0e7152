package import Decisions
import Foundation
import Synchronization

/// Keeps decisions that were acknowledged from the end of the process, until the log has them.
///
/// A record is one `write` to the end of a file: it is with the operating system when `append`
/// returns, so that a killed process loses nothing; a machine without power loses what the system
/// had not yet written. Nothing is flushed, and nothing is thrown: what cannot be logged is said
/// and counted. Safe to use from any thread.
package final class Spool: Sendable {
    private struct State {
        var segment: OpenSegment?
        /// The features that it describes, by number.
        var described: Set<Int> = []
        /// Segments that take no more records, and are still being written, in their order.
        var ending: [OpenSegment] = []
        var nextNumber: Int64
        /// The frames that describe features, by number.
        var features: [[UInt8]] = []
        var unlogged: [SpoolReceipt.Reason: Int] = [:]
        var isClosed = false
    }

    package let folder: SpoolFolder
    package let limits: SpoolLimits
    /// Tells the records of this process from those of its predecessors.
    let run: EvidenceID
    private let state: Mutex<State>
    private let logged = Atomic<Int>(0)
    private let bytes = Atomic<Int>(0)

    /// Begins a run in `folder`; what earlier ones have left is read by the drain.
    package init(_ folder: SpoolFolder, limits: SpoolLimits = SpoolLimits()) {
        self.folder = folder
        self.limits = limits
        run = EvidenceID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        state = Mutex(State(nextNumber: (folder.segments().last ?? 0) + 1))
    }

    deinit {
        close()
    }

    /// Makes a feature known, so that requests can refer to it; once for each of its versions.
    package func define(
        _ name: String, questions: [Question], countingRule: CountingRule
    ) -> SpooledFeature {
        state.withLock { state in
            let feature = SpooledFeature(
                name: name, questions: questions, countingRule: countingRule,
                number: state.features.count)
            state.features.append(SpoolEncoder.frame(feature))
            return feature
        }
    }

    /// Logs a request as it stands before the reply.
    package func append(_ request: SpooledRequest) -> SpoolReceipt {
        append(SpoolEncoder.frame(request), feature: request.feature.number)
    }

    /// Logs answers that a request announced.
    package func append(_ completion: SpooledCompletion) -> SpoolReceipt {
        append(SpoolEncoder.frame(completion), feature: nil)
    }

    /// Logs a change to how a feature is run.
    package func append(_ change: SpooledChange) -> SpoolReceipt {
        append(SpoolEncoder.frame(change), feature: change.feature.number)
    }

    package var counts: SpoolCounts {
        var counts = SpoolCounts()
        counts.logged = logged.load(ordering: .relaxed)
        counts.bytes = bytes.load(ordering: .relaxed)
        counts.unlogged = state.withLock(\.unlogged)
        return counts
    }

    /// Ends the segment that is being written, so that the drain can delete it.
    package func rotate() {
        state.withLock { Self.end(&$0) }
    }

    /// Takes no more records.
    package func close() {
        state.withLock { state in
            Self.end(&state)
            state.isClosed = true
        }
    }

    /// The first segment that is still being written; `nil` where none is.
    var firstOpen: Int64? {
        state.withLock { state in
            state.ending.removeAll { $0.writers.load(ordering: .acquiring) == 0 }
            return (state.ending.first ?? state.segment)?.number
        }
    }

    // MARK: Writing

    private func append(_ frame: [UInt8], feature: Int?) -> SpoolReceipt {
        let reason = write(frame, feature)
        guard let reason else {
            logged.add(1, ordering: .relaxed)
            bytes.add(frame.count, ordering: .relaxed)
            return .logged
        }
        state.withLock { $0.unlogged[reason, default: 0] += 1 }
        return .unlogged(reason)
    }

    /// Writes a frame; returns why it could not.
    ///
    /// The lock is not held while writing: a thread that the system stops there would hold up all.
    private func write(_ frame: [UInt8], _ feature: Int?) -> SpoolReceipt.Reason? {
        guard frame.count <= limits.record + SpoolFrame.headerSize else { return .tooLarge }
        guard folder.size + frame.count <= limits.total else { return .full }
        let (segment, description): (OpenSegment, [UInt8]?)
        switch state.withLock({ begin(feature, &$0) }) {
        case .success(let begun): (segment, description) = begun
        case .failure(let refusal): return refusal.reason
        }
        defer { segment.writers.subtract(1, ordering: .releasing) }
        let bytes = description.map { $0 + frame } ?? frame
        if let error = segment.append(bytes) {
            state.withLock { if $0.segment === segment { Self.end(&$0) } }
            return Self.reason(error)
        }
        folder.grow(by: bytes.count)
        if description != nil, let feature {
            // Only now: what others write without a description must stand behind it.
            state.withLock { if $0.segment === segment { $0.described.insert(feature) } }
        }
        return nil
    }

    private struct Refusal: Error {
        var reason: SpoolReceipt.Reason
    }

    /// Returns the segment to write to, counted as its writer, and what must be described first.
    private func begin(
        _ feature: Int?, _ state: inout State
    ) -> Result<(OpenSegment, [UInt8]?), Refusal> {
        guard !state.isClosed else { return .failure(Refusal(reason: .closed)) }
        if let segment = state.segment, segment.length.load(ordering: .relaxed) >= limits.segment {
            Self.end(&state)
        }
        if state.segment == nil {
            let next = SpoolSegment(spool: folder.id, run: run, number: state.nextNumber)
            switch OpenSegment.begin(next, at: folder.file(next.number)) {
            case .success(let segment): state.segment = segment
            case .failure(let error): return .failure(Refusal(reason: Self.reason(error)))
            }
            folder.grow(by: SpoolSegment.headSize)
            state.nextNumber += 1
            state.described = []
        }
        guard let segment = state.segment else { return .failure(Refusal(reason: .broken)) }
        var description: [UInt8]?
        if let feature, !state.described.contains(feature) {
            guard state.features.indices.contains(feature) else {
                return .failure(Refusal(reason: .broken))
            }
            description = state.features[feature]
        }
        segment.writers.add(1, ordering: .relaxed)
        return .success((segment, description))
    }

    private static func end(_ state: inout State) {
        guard let segment = state.segment.take() else { return }
        state.ending.removeAll { $0.writers.load(ordering: .acquiring) == 0 }
        state.ending.append(segment)
    }

    private static func reason(_ error: SystemError) -> SpoolReceipt.Reason {
        [ENOSPC, EDQUOT, EFBIG].contains(error.code) ? .diskFull : .broken
    }
}

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
    private struct OpenSegment {
        var number: Int64
        var file: Int32
        var length: Int
        /// The features that it describes, by number.
        var described: Set<Int> = []
    }

    private struct State {
        var segment: OpenSegment?
        var nextNumber: Int64
        /// The frames that describe features, by number.
        var features: [[UInt8]] = []
        var counts = SpoolCounts()
        var isClosed = false
    }

    package let folder: SpoolFolder
    package let limits: SpoolLimits
    /// Tells the records of this process from those of its predecessors.
    let run: EvidenceID
    private let state: Mutex<State>

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

    package var counts: SpoolCounts { state.withLock(\.counts) }

    /// Ends the segment that is being written, so that the drain can delete it.
    package func rotate() {
        state.withLock { $0.segment.take().map { _ = Foundation.close($0.file) } }
    }

    /// Takes no more records.
    package func close() {
        rotate()
        state.withLock { $0.isClosed = true }
    }

    /// Where the records that have been taken end; `nil` while none is being written.
    var end: SpoolPosition? {
        state.withLock { state in
            state.segment.map { SpoolPosition(segment: $0.number, offset: $0.length) }
        }
    }

    // MARK: Writing

    private func append(_ frame: [UInt8], feature: Int?) -> SpoolReceipt {
        state.withLock { state in
            let receipt =
                frame.count > limits.record + SpoolFrame.headerSize
                ? .unlogged(.tooLarge) : write(frame, feature, &state)
            switch receipt {
            case .logged:
                state.counts.logged += 1
                state.counts.bytes += frame.count
            case .unlogged(let reason): state.counts.unlogged[reason, default: 0] += 1
            }
            return receipt
        }
    }

    private func write(_ frame: [UInt8], _ feature: Int?, _ state: inout State) -> SpoolReceipt {
        guard !state.isClosed else { return .unlogged(.closed) }
        guard folder.size + frame.count <= limits.total else { return .unlogged(.full) }
        if let segment = state.segment, segment.length >= limits.segment {
            _ = Foundation.close(segment.file)
            state.segment = nil
        }
        if state.segment == nil, let reason = open(&state) { return .unlogged(reason) }
        guard var segment = state.segment.take() else { return .unlogged(.broken) }
        var bytes = frame
        if let feature, !segment.described.contains(feature) {
            guard state.features.indices.contains(feature) else { return .unlogged(.broken) }
            bytes = state.features[feature] + frame
        }
        if let reason = write(bytes, to: &segment) {
            // What cannot be taken back ends its segment: the reader passes over it.
            if segment.file >= 0 { state.segment = segment }
            return .unlogged(reason)
        }
        if let feature { segment.described.insert(feature) }
        state.segment = segment
        return .logged
    }

    /// Writes at the end of a segment, whole or not at all; one that is beyond that is closed.
    private func write(_ bytes: [UInt8], to segment: inout OpenSegment) -> SpoolReceipt.Reason? {
        let (written, code) = Self.write(bytes, to: segment.file)
        if written == bytes.count {
            segment.length += written
            folder.grow(by: written)
            return nil
        }
        if written > 0, ftruncate(segment.file, off_t(segment.length)) != 0 {
            folder.grow(by: written)
            _ = Foundation.close(segment.file)
            segment.file = -1
        }
        return Self.reason(code)
    }

    /// Begins the next segment; returns why it could not.
    private func open(_ state: inout State) -> SpoolReceipt.Reason? {
        let number = state.nextNumber
        let path = folder.file(number)
        let file = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return Self.reason(errno) }
        let head = SpoolSegment(spool: folder.id, run: run, number: number).head
        let (written, code) = Self.write(head, to: file)
        guard written == head.count else {
            _ = Foundation.close(file)
            unlink(path)
            return Self.reason(code)
        }
        folder.grow(by: written)
        state.nextNumber += 1
        state.segment = OpenSegment(number: number, file: file, length: written)
        return nil
    }

    /// One write; a short one means that the disk is full.
    private static func write(_ bytes: [UInt8], to file: Int32) -> (written: Int, code: Int32) {
        while true {
            let written = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            return written < 0 ? (0, errno) : (written, ENOSPC)
        }
    }

    private static func reason(_ code: Int32) -> SpoolReceipt.Reason {
        code == ENOSPC || code == EDQUOT || code == EFBIG ? .diskFull : .broken
    }
}

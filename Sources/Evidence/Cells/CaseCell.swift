/// What the roll-ups know of a case itself: 16 bytes.
package struct CaseCell: Hashable, Sendable, BitwiseCopyable {
    /// Time in microseconds since 1970; `noTime` where the record gives none.
    package var time: Int64
    /// Fingerprint of the user; 0 where there is none.
    package var user: UInt64

    package static let size = 16
    package static let noTime = Int64.min
    /// A case that is registered no more: its input has changed since.
    package static let superseded = CaseCell(time: .max, user: .max)

    package init(time: Int64, user: UInt64) {
        self.time = time
        self.user = user
    }

    package var isSuperseded: Bool { self == Self.superseded }
}

/// The outcome of a case that counts, by its feature's rule: 16 bytes.
package struct OutcomeCell: Hashable, Sendable, BitwiseCopyable {
    /// When it was received, in microseconds since 1970.
    package var receivedAt: Int64
    /// Index into the question's options; `AnswerCell.noCode` where none counts.
    package var code: UInt16
    /// How many outcomes the case has; at most 255.
    package var count: UInt8
    /// Whether they disagree.
    package var isDisputed: Bool
    private var padding: UInt32 = 0

    package static let size = 16
    package static let none = OutcomeCell(
        receivedAt: 0, code: AnswerCell.noCode, count: 0, isDisputed: false)

    package init(receivedAt: Int64, code: UInt16, count: UInt8, isDisputed: Bool) {
        self.receivedAt = receivedAt
        self.code = code
        self.count = count
        self.isDisputed = isDisputed
    }

    package var hasValue: Bool { code != AnswerCell.noCode }
}

/// The outcome of a case that counts, by its feature's rule: 16 bytes.
package struct OutcomeCell: Hashable, Sendable, BitwiseCopyable {
    /// When it was received, in microseconds since 1970.
    package var receivedAt: Int64
    /// Index into the question's options; `AnswerCell.noCode` where none counts.
    package var code: UInt16
    /// How many outcomes the case has, judges' opinions among them; at most 255.
    package var count: UInt8
    // A byte of a damaged file may hold anything, a `Bool` must not.
    private var disputed: UInt8
    // 0 where nobody said.
    private var chance: Float = 0

    package static let size = 16
    package static let none = OutcomeCell(
        receivedAt: 0, code: AnswerCell.noCode, count: 0, isDisputed: false)

    package init(
        receivedAt: Int64, code: UInt16, count: UInt8, isDisputed: Bool, labelChance: Float? = nil
    ) {
        self.receivedAt = receivedAt
        self.code = code
        self.count = count
        disputed = isDisputed ? 1 : 0
        self.labelChance = labelChance
    }

    /// With what chance the case was drawn for the label that counts; `nil` where nobody said.
    package var labelChance: Float? {
        get { chance > 0 && chance <= 1 ? chance : nil }
        set { chance = newValue ?? 0 }
    }

    package var hasValue: Bool { code != AnswerCell.noCode }
    /// Whether the case's outcomes disagree.
    package var isDisputed: Bool { disputed != 0 }
}

/// Whether the lot asked people for a case's truth; where truths come by themselves, all are asked for.
enum LabelDraw: UInt8, Sendable {
    /// Its truth counts for nothing, should there be one.
    case undrawn
    case drawn
    /// Drawn with every chance: such cases are a fair sample, whatever the paths did.
    case fair
}

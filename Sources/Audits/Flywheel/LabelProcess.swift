import Statistics

/// An e-process against "all segments get labels equally often", fed cases in the order of the log.
///
/// Of a user's cases in four weeks the first counts.
struct LabelProcess {
    /// Cases of a block.
    private static let blockSize = 50

    private struct Visit: Hashable {
        var user: UInt64
        var window: AuditWindow
    }

    private var process = EqualRatesEProcess<String>()
    private var block: [String: EqualRatesEProcess<String>.Count] = [:]
    private var size = 0
    private var visits: Set<Visit> = []

    /// ln of the highest e-value so far.
    var logE: Double { process.highestLogE }

    mutating func append(_ row: ServedLog.Row, _ segment: String, hasLabel: Bool) {
        if let user = row.user {
            let visit = Visit(user: user, window: AuditWindow(holding: row.time))
            guard visits.insert(visit).inserted else { return }
        }
        block[segment, default: (0, 0)].successes += hasLabel ? 1 : 0
        block[segment, default: (0, 0)].trials += 1
        size += 1
        guard size == Self.blockSize else { return }
        process.append(block)
        (block, size) = ([:], 0)
    }
}

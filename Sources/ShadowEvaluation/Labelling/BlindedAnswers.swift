import Decisions
package import Evidence

extension [LoggedAnswer] {
    /// What was answered at the first try, each value once, in an order that is the observation's own
    /// and gives no path away.
    package func blinded(in observation: EvidenceID) -> [String] {
        var values = Set(filter { $0.repeatIndex == 0 }.compactMap { $0.value?.description })
            .sorted()
        var random = observation.low
        for last in values.indices.reversed() where last > 0 {
            values.swapAt(last, Int(random % UInt64(last + 1)))
            random /= UInt64(last + 1)
        }
        return values
    }
}

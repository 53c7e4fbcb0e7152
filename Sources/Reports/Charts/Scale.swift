import Foundation

/// Where values stand along an axis.
struct Scale {
    let low: Double
    let high: Double
    /// Positions of `low` and `high`.
    let start: Double
    let end: Double
    var isLogarithmic = false

    func callAsFunction(_ value: Double) -> Double {
        let share =
            isLogarithmic
            ? log(max(value, low) / low) / log(high / low) : (value - low) / (high - low)
        return start + (end - start) * min(1, max(0, share))
    }

    /// Round values along the axis, about `count` of them.
    func ticks(_ count: Int = 5) -> [Double] {
        if isLogarithmic {
            let powers =
                Int(
                    log10(low).rounded(.up))...max(
                    Int(log10(low).rounded(.up)), Int(log10(high).rounded(.down)))
            let step = max(1, (powers.count + count - 1) / count)
            return powers.filter { ($0 - powers.lowerBound).isMultiple(of: step) }
                .map { pow(10, Double($0)) }.filter { $0 >= low * 0.999 && $0 <= high * 1.001 }
        }
        let step = Plot.roundedUp((high - low) / Double(count))
        return stride(from: (low / step).rounded(.up), through: (high / step).rounded(.down), by: 1)
            .map { $0 * step }
    }
}

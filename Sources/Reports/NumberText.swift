import Foundation

/// Numbers as people read them.
package enum NumberText {
    /// A count with separators: `12,345`.
    package static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// US dollars, with as many digits as matter: `$1,234`, `$0.35`, `$0.000042`.
    package static func money(_ usd: Double) -> String {
        guard usd.isFinite else { return "unknown" }
        let sign = usd < 0 ? "-" : ""
        let amount = abs(usd)
        if amount >= 1000 { return sign + "$" + count(Int(min(amount, 9e17).rounded())) }
        if amount >= 0.1 || amount == 0 {
            return sign + "$" + String(format: "%.2f", amount)
        }
        let places = min(12, Int(-log10(amount).rounded(.down)) + 1)
        return sign + "$" + String(format: "%.\(places)f", amount)
    }

    /// A size in bytes: `512 B`, `1.4 MB`.
    package static func bytes(_ size: Int) -> String {
        let units = ["kB", "MB", "GB", "TB"]
        guard size >= 1000 else { return "\(size) B" }
        var amount = Double(size) / 1000
        var unit = 0
        while amount >= 999.5, unit < units.count - 1 {
            amount /= 1000
            unit += 1
        }
        return String(format: amount < 10 ? "%.1f" : "%.0f", amount) + " " + units[unit]
    }

    /// A span of time in its largest two units: `1 h 5 min`, `3.2 s`.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "unknown" }
        switch seconds {
        case ..<0.001: return String(format: "%.3f ms", seconds * 1000)
        case ..<1: return String(format: "%.0f ms", seconds * 1000)
        case ..<60: return String(format: "%.1f s", seconds)
        case ..<3600: return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
        default: return "\(count(Int(seconds) / 3600)) h \(Int(seconds) / 60 % 60) min"
        }
    }
}

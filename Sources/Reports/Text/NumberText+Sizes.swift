import Foundation

extension NumberText {
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
        case ..<1: return String(format: "%.0f ms", seconds * 1000)
        case ..<60: return String(format: "%.1f s", seconds)
        case ..<3600: return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
        default: return "\(count(Int(seconds) / 3600)) h \(Int(seconds) / 60 % 60) min"
        }
    }
}

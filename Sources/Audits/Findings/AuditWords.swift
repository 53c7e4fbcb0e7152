/// Numbers in the sentences of audits, in English and without a locale.
enum AuditWords {
    /// Two decimals.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return value > 0 ? "∞" : "-∞" }
        let hundredths = Int((abs(value) * 100).rounded())
        let sign = value < 0 && hundredths > 0 ? "-" : ""
        let rest = hundredths % 100
        return "\(sign)\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// A share in percentage points, without the word: `11`, `0.6`.
    static func points(_ share: Double) -> String {
        let points = share * 100
        guard points.isFinite, abs(points) < 1e12 else { return points > 0 ? "∞" : "-∞" }
        guard abs(points) < 9.95 else { return "\(Int(points.rounded()))" }
        let tenths = Int((abs(points) * 10).rounded())
        let sign = points < 0 && tenths > 0 ? "-" : ""
        return tenths % 10 == 0 ? "\(sign)\(tenths / 10)" : "\(sign)\(tenths / 10).\(tenths % 10)"
    }

    /// A share as `11%`.
    static func percent(_ share: Double) -> String { points(share) + "%" }

    /// A whole number from 0 on, with separators: `1,204,000`.
    static func count(_ number: Int) -> String {
        guard number >= 1_000 else { return "\(number)" }
        return count(number / 1_000) + "," + "\(number % 1_000 + 1_000)".dropFirst()
    }

    /// A number and its noun.
    static func counted(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}

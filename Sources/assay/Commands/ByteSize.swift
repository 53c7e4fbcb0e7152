import ArgumentParser
import Foundation

/// A number of bytes as a person writes it: `500MB`, `10GB`.
struct ByteSize: ExpressibleByArgument {
    let bytes: Int

    /// Of a log that a gateway writes: some eight million observations.
    static let usualLog = ByteSize(bytes: 10_000_000_000)

    private init(bytes: Int) {
        self.bytes = bytes
    }

    var defaultValueDescription: String { "10GB" }

    init?(argument: String) {
        let units: [(String, Double)] = [
            ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("B", 1), ("", 1),
        ]
        let text = argument.uppercased()
        guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Double(text.dropLast(unit.count)),
            number.isFinite, number > 0, number * factor < 1e18
        else { return nil }
        bytes = Int(number * factor)
    }
}

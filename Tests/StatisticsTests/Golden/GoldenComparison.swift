/// Compares a computed figure with its reference.
enum GoldenComparison {
    /// Returns the places where `actual` differs from `expected` by more than `tolerance`.
    ///
    /// The tolerance is absolute up to 1 and relative above.
    static func differences(
        _ actual: JSONValue, _ expected: JSONValue, tolerance: Double, at place: String
    ) -> [String] {
        switch (expected, actual) {
        case (.list(let wanted), .list(let found)):
            guard wanted.count == found.count else {
                return ["\(place): \(found.count) values instead of \(wanted.count)"]
            }
            return zip(found, wanted).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, tolerance: tolerance, at: "\(place)[\(index)]")
            }
        case (.object(let wanted), .object(let found)):
            return wanted.sorted { $0.key < $1.key }.flatMap { key, value in
                differences(
                    found[key] ?? .text("nothing"), value, tolerance: tolerance,
                    at: "\(place).\(key)")
            }
        default:
            if let wanted = expected.number, let found = actual.number {
                let isClose = abs(found - wanted) <= tolerance * max(1, abs(wanted))
                return isClose ? [] : ["\(place): \(found) instead of \(wanted)"]
            }
            return actual == expected ? [] : ["\(place): \(actual) instead of \(expected)"]
        }
    }
}

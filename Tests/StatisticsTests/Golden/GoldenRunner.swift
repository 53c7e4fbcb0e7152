/// Runs reference cases: finds the handler of a case's kind and compares every expected key.
struct GoldenRunner {
    /// Returns the figure that a case of some kind calls `key`, nil for an unknown key.
    typealias Handler = @Sendable (_ reference: GoldenCase, _ key: String) throws -> JSONValue?

    let cases: [GoldenCase]

    /// Returns what is wrong with a case; nothing where every figure agrees.
    func problems(of reference: GoldenCase) -> [String] {
        guard let handler = handlers[reference.kind] else {
            return ["\(GoldenFailure.unhandledKind(reference.kind))"]
        }
        return reference.expected.sorted { $0.key < $1.key }.flatMap { key, expected in
            do {
                guard let actual = try handler(reference, key) else {
                    throw GoldenFailure.unhandledKey(key)
                }
                // A reference that was itself found by a loose solver.
                let tolerance = key == "R_MESS_n" ? 1e-2 : reference.tolerance
                return GoldenComparison.differences(
                    actual, expected, tolerance: tolerance, at: key)
            } catch {
                return ["\(key): \(error)"]
            }
        }
    }

    private var handlers: [String: Handler] {
        let tables = [
            agreementFigures, pairedFigures, proportionFigures, meanFigures, driftFigures,
            sequentialFigures, samplingFigures, economicsFigures, performanceFigures,
            detectorFigures(cases),
        ]
        return tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
    }
}

extension String {
    /// The number between `prefix` and `suffix`, where this text has both.
    func number(after prefix: String, before suffix: String = "") -> Double? {
        guard hasPrefix(prefix), hasSuffix(suffix), count > prefix.count + suffix.count else {
            return nil
        }
        return Double(dropFirst(prefix.count).dropLast(suffix.count))
    }

    /// The whole number between `prefix` and `suffix`.
    func integer(after prefix: String, before suffix: String = "") -> Int? {
        number(after: prefix, before: suffix).map { Int($0) }
    }
}

/// Returns `value`, or says what is undefined.
func defined<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw GoldenFailure.undefined(what) }
    return value
}

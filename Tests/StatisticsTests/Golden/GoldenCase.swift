import Statistics

/// One reference case: inputs, the figures a library gives for them, and how close ours must be.
struct GoldenCase: Decodable, Sendable {
    let name: String
    let inputs: [String: JSONValue]
    let expected: [String: JSONValue]
    let tolerance: Double
    var library: String?

    /// The name before its first dot.
    var kind: String { name.split(separator: ".").first.map(String.init) ?? name }

    /// Returns whether an input is there and is not null.
    func has(_ key: String) -> Bool { inputs[key].map { $0 != .null } ?? false }

    func number(_ key: String) throws -> Double {
        guard let value = inputs[key]?.number else { throw GoldenFailure.missingInput(key) }
        return value
    }

    func number(_ key: String, default other: Double) -> Double { inputs[key]?.number ?? other }

    func integer(_ key: String) throws -> Int { Int(try number(key)) }

    func text(_ key: String) throws -> String {
        guard case .text(let value) = inputs[key] else { throw GoldenFailure.missingInput(key) }
        return value
    }

    func list(_ key: String) throws -> [JSONValue] {
        guard let values = inputs[key]?.list else { throw GoldenFailure.missingInput(key) }
        return values
    }

    func numbers(_ key: String) throws -> [Double] { try list(key).map { try $0.required(key) } }

    func integers(_ key: String) throws -> [Int] { try numbers(key).map { Int($0) } }

    func flags(_ key: String) throws -> [Bool] { try numbers(key).map { $0 != 0 } }

    func labels(_ key: String) throws -> [String] {
        try list(key).map { try $0.requiredLabel(key) }
    }

    /// Rows of numbers, nil where the file has null.
    func optionalRows(_ key: String) throws -> [[Double?]] {
        try list(key).map { row in (row.list ?? []).map(\.number) }
    }

    func rows(_ key: String) throws -> [[Double]] {
        try list(key).map { row in try (row.list ?? []).map { try $0.required(key) } }
    }

    func integerRows(_ key: String) throws -> [[Int]] { try rows(key).map { $0.map { Int($0) } } }

    var alpha: Double { number("alpha", default: 0.05) }
    var confidence: Double { 1 - alpha }
}

extension JSONValue {
    func required(_ key: String) throws -> Double {
        guard let number else { throw GoldenFailure.missingInput(key) }
        return number
    }

    func requiredLabel(_ key: String) throws -> String {
        guard let label else { throw GoldenFailure.missingInput(key) }
        return label
    }

    /// The two ends of an interval; null for none.
    static func ends(_ interval: Interval?) -> JSONValue {
        interval.map { figures([$0.lower, $0.upper]) } ?? .null
    }
}

/// Why a reference case could not be compared.
enum GoldenFailure: Error, CustomStringConvertible {
    case missingInput(String)
    case unhandledKind(String)
    case unhandledKey(String)
    case undefined(String)

    var description: String {
        switch self {
        case .missingInput(let key): "no usable input `\(key)`"
        case .unhandledKind(let kind): "no handler for kind `\(kind)`"
        case .unhandledKey(let key): "no figure for key `\(key)`"
        case .undefined(let what): "undefined: \(what)"
        }
    }
}

import Diagnostics
import JSONCodec

/// Where a field stands that a case lacks at its top level, or what it may have been called.
struct MissingField {
    /// A case is seldom wrapped more than once.
    private static let mostLevels = 3
    /// Of a case with more members than this the others are no candidates for a misspelling.
    private static let mostNames = 100

    private let name: String
    /// The names of the objects around it.
    private var path: [String]?
    private var undeclared: [String] = []

    /// Looks for the field `name` in the members of a case that are not `declared`.
    init(_ name: String, in scanner: JSONScanner, declared: JSONKeyTable) {
        self.name = name
        // The case has been read as JSON before, so that nothing is thrown.
        try? search(scanner.bytes, within: [], declared)
    }

    /// The problem, with a hint where something was found.
    var problem: CaseProblem {
        let hint: String? =
            if let path {
                "it stands in `\(path.joined(separator: "."))`, but a case has its fields at the "
                    + "top level, as in `{\"\(name)\": …}`"
            } else {
                nearestName(to: name, among: undeclared).map { "there is a `\($0)`" }
            }
        return CaseProblem(
            .missingField, "field `\(name)` is missing" + (hint.map { "; \($0)" } ?? ""))
    }

    private mutating func search(
        _ object: UnsafeBufferPointer<UInt8>, within path: [String], _ declared: JSONKeyTable
    ) throws(JSONError) {
        var scanner = JSONScanner(object)
        try scanner.beginObject()
        while self.path == nil, let key = try scanner.nextKey() {
            let isObject = try scanner.peekKind() == .object
            let value = try scanner.readRawValue()
            if path.isEmpty {
                guard declared.index(of: key, in: scanner) == nil else { continue }
                if undeclared.count < Self.mostNames { undeclared.append(scanner.string(key)) }
            } else if scanner.string(key) == name {
                self.path = path
            }
            guard isObject, path.count < Self.mostLevels else { continue }
            let inner = path + [String(scanner.string(key).prefix(60))]
            try search(scanner.slice(value), within: inner, declared)
        }
    }
}

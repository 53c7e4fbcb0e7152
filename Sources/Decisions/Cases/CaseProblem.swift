/// Why a recorded case, or a truth in it, was left out.
package struct CaseProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of problems, by which a summary counts them.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case notJSON = "not JSON"
        case lineTooLong = "line too long"
        case badRow = "bad CSV row"
        case wrongType = "wrong type"
        case missingField = "missing field"
        case duplicateKey = "key given twice"
        case badTime = "bad time"
        case badOutcome = "outcome outside the choices"
        case duplicateID = "duplicate id"

        /// The kind in the JSON of a summary.
        package var key: String {
            String(rawValue.lowercased().map { $0 == " " ? "_" : $0 })
        }
    }

    package var kind: Kind
    /// Lower case, no full stop, values in backticks; without the case's texts.
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// Whether the case itself is left out; otherwise only a truth in it is.
    package var excludesCase: Bool { kind != .badOutcome }
}

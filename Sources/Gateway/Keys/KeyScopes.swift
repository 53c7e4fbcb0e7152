/// What a key allows.
package struct KeyScopes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// To ask for decisions.
    package static let decide = KeyScopes(rawValue: 1)
    /// To report outcomes and events.
    package static let outcomes = KeyScopes(rawValue: 2)
    /// To see features, verdicts and the page.
    package static let read = KeyScopes(rawValue: 4)
    /// To change how features are run.
    package static let admin = KeyScopes(rawValue: 8)

    private static let names: [(name: String, scope: KeyScopes)] = [
        ("decide", .decide), ("outcomes", .outcomes), ("read", .read), ("admin", .admin),
    ]

    package static var allNames: [String] { names.map(\.name) }

    /// The scopes by name, in a fixed order.
    package var names: [String] { Self.names.filter { contains($0.scope) }.map(\.name) }

    /// The scope of a name.
    package init?(name: some StringProtocol) {
        guard let scope = Self.names.first(where: { $0.name == name })?.scope else { return nil }
        self = scope
    }
}

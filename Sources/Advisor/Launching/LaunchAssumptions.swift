import Decisions
package import Diagnostics

/// The figures that a plan takes for granted, of which a file may state others.
package struct LaunchAssumptions: Sendable, Equatable {
    package static let usual = LaunchAssumptions(stated: [:])

    /// What differs from the usual.
    private var stated: [LaunchAssumption: Double]

    package subscript(_ assumption: LaunchAssumption) -> Double {
        get { stated[assumption] ?? assumption.usual }
        set { stated[assumption] = newValue }
    }

    /// Reads `name: number` pairs; `nil` with errors.
    package static func read(
        _ source: SourceText
    ) -> (assumptions: LaunchAssumptions?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        var assumptions = usual
        let names = LaunchAssumption.allCases.map(\.rawValue)
        if let root = reader.root(),
            let mapping = reader.mapping(root, "the assumptions", keys: names)
        {
            for assumption in LaunchAssumption.allCases {
                guard let node = mapping[assumption.rawValue],
                    let value = reader.double(
                        node, "`\(assumption.rawValue)`", in: assumption.range)
                else { continue }
                assumptions[assumption] = value
            }
        }
        return (reader.hasErrors ? nil : assumptions, reader.diagnostics)
    }
}

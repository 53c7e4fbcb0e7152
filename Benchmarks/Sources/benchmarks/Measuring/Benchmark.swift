/// A work that has a goal, beside something that shows what the machine can do.
struct Benchmark: Sendable {
    let name: String
    let summary: String
    /// Whether it takes so long that it runs only where it is named.
    var isLong = false
    /// Measures, and throws where the work went wrong; a goal that is missed is no error.
    let rows: @Sendable (Setting) throws -> [Row]

    static let all: [Benchmark] = [
        .condition, .predicate, .rules, .tables, .lists, .loading, .matches, .peers, .live, .help,
        .replay, .memory, .model, .probe, .verdict, .audits, .gateway, .gatewayMemory, .gatewaySoak,
    ]
}

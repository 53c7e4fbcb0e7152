/// The bounds within which an expression is compiled and evaluated, so that no input, however
/// hostile, takes unbounded time, memory or stack.
public struct Limits: Hashable, Sendable {
    /// The longest expression, in UTF-8 bytes.
    public var sourceBytes: Int
    /// How deep an expression may nest, chains of operators and fields included.
    public var nesting: Int
    /// How many steps one evaluation may take: about one for each operation inside a loop, and one
    /// for every 16 bytes or elements that are copied or searched.
    public var steps: Int
    /// How many problems are reported at once.
    public var problems: Int

    /// Makes limits; what is left out is as in ``standard``.
    public init(
        sourceBytes: Int = 100_000, nesting: Int = 200, steps: Int = 1_000_000, problems: Int = 20
    ) {
        self.sourceBytes = sourceBytes
        self.nesting = nesting
        self.steps = steps
        self.problems = problems
    }

    /// Limits that suit rules written by people.
    public static let standard = Limits()
}

/// Between what those who declared the economics are sure that the truth lies.
package struct CostDoubt: Hashable, Sendable {
    /// The cost of a mistake that no pair names, in US dollars; nil where nothing is said.
    package var wrong: ClosedRange<Double>?
    package var casesPerYear: ClosedRange<Double>?

    package init() {}
}

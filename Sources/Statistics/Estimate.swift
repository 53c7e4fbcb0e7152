/// A point estimate with the interval that states how far it can be trusted.
package struct Estimate: Sendable, Equatable {
    package let value: Double
    package let interval: Interval
    /// The interval's coverage, in (0, 1): 0.95 for a 95 % interval.
    package let confidence: Double

    package init(value: Double, interval: Interval, confidence: Double) {
        self.value = value
        self.interval = interval
        self.confidence = confidence
    }
}

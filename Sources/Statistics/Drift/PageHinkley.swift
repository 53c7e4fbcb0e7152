/// The Page–Hinkley detector of a change in a stream's mean, which restarts after a detection.
///
/// Page (1954). Deviations from the running mean, less a tolerance, are summed with forgetting.
package struct PageHinkley: Sendable, Equatable {
    /// The changes it looks for.
    package enum Direction: Sendable, Equatable { case up, down, both }

    package let direction: Direction
    package let tolerance: Double
    package let threshold: Double
    package let forgetting: Double
    package let minimumCount: Int
    private var count = 0
    private var mean = 0.0
    private var rise = 0.0
    private var lowestRise = Double.infinity
    private var fall = 0.0
    private var highestFall = -Double.infinity

    /// Creates a detector that keeps silent for `minimumCount` observations after each start.
    package init(
        direction: Direction = .both, tolerance: Double = 0.005, threshold: Double = 50,
        forgetting: Double = 0.9999, minimumCount: Int = 30
    ) {
        self.direction = direction
        self.tolerance = tolerance
        self.threshold = threshold
        self.forgetting = forgetting
        self.minimumCount = minimumCount
    }

    /// Takes in an observation and returns whether a change is detected at it.
    package mutating func append(_ x: Double) -> Bool {
        count += 1
        mean += (x - mean) / Double(count)
        rise = forgetting * rise + x - mean - tolerance
        fall = forgetting * fall + x - mean + tolerance
        lowestRise = min(lowestRise, rise)
        highestFall = max(highestFall, fall)
        guard count >= minimumCount else { return false }
        let hasRisen = direction != .down && rise - lowestRise > threshold
        let hasFallen = direction != .up && highestFall - fall > threshold
        guard hasRisen || hasFallen else { return false }
        self = PageHinkley(
            direction: direction, tolerance: tolerance, threshold: threshold,
            forgetting: forgetting, minimumCount: minimumCount)
        return true
    }
}

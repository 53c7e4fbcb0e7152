import RealModule

/// The Kaplan–Meier estimate of how long something takes that has not happened to all yet.
///
/// Kaplan & Meier (1958). One still waiting at its time counts as waiting, not as never.
package struct KaplanMeier: Sendable, Equatable {
    /// The survival after each time at which something happened, in order.
    package let steps: [(time: Double, survival: Double)]

    /// Creates the estimate; `happened` is false where the item was still waiting at `time`.
    package init(_ items: [(time: Double, happened: Bool)]) {
        var atRisk = items.count
        var survival = 1.0
        var steps: [(time: Double, survival: Double)] = []
        let sorted = items.sorted { $0.time < $1.time }
        var start = 0
        while start < sorted.count {
            var end = start
            var events = 0
            while end < sorted.count, sorted[end].time == sorted[start].time {
                events += sorted[end].happened ? 1 : 0
                end += 1
            }
            if events > 0 {
                survival *= 1 - Double(events) / Double(atRisk)
                steps.append((sorted[start].time, survival))
            }
            atRisk -= end - start
            start = end
        }
        self.steps = steps
    }

    /// The share that still waits after `time`.
    package func survival(at time: Double) -> Double {
        steps.last { $0.time <= time }?.survival ?? 1
    }

    /// The first time at which no more than half still wait; nil while more do.
    package var median: Double? { steps.first { $0.survival <= 0.5 }?.time }

    package static func == (left: Self, right: Self) -> Bool {
        left.steps.elementsEqual(right.steps, by: ==)
    }
}

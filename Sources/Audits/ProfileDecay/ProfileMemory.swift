import RealModule

/// A category that a user asked for.
struct ProfileEvent: Hashable, Sendable {
    /// Days since 1970, with fractions.
    var day: Double
    var category: Int
}

/// What a profile with a half-life knows of a user: weights 2^(−age/h) by category, and a prior.
package struct ProfileMemory: Sendable {
    /// The half-lives that are tried, in days.
    package static let halfLives: [Double] = [7, 14, 30, 60, 90, 150, 365, .infinity]
    /// How many days of events the prior is worth; each half-life has its own best, for forgetting
    /// would else gain by leaning on the prior alone.
    static let priorDays: [Double] = [0.5, 1, 2, 5, 10, 20]

    private let halfLife: Double
    /// Over `scale` the weights as they are now.
    private var weights: [Double]
    private var total = 0.0
    private var scale = 1.0
    private var day: Double?

    /// Makes an empty memory.
    package init(halfLife: Double, categories: Int) {
        self.halfLife = halfLife
        weights = [Double](repeating: 0, count: categories)
    }

    /// Forgets up to `day`, which is not before the last one.
    package mutating func advance(to day: Double) {
        defer { self.day = day }
        guard let last = self.day, day > last, halfLife.isFinite else { return }
        scale *= .exp2(-(day - last) / halfLife)
        guard scale < 1e-100 else { return }
        for index in weights.indices { weights[index] *= scale }
        total *= scale
        scale = 1
    }

    /// Remembers a category at the day that it has advanced to.
    package mutating func remember(_ category: Int, weight: Double = 1) {
        weights[category] += weight / scale
        total += weight / scale
    }

    /// The chance that `category` comes next, which everybody asks for with the chance `prior`.
    package func probability(of category: Int, prior: Double, worth days: Double) -> Double {
        (weights[category] * scale + days * prior) / (total * scale + days)
    }
}

extension ProfileMemory {
    /// The log-likelihoods of a user's events, by how much the prior is worth.
    struct Likelihood {
        /// Of the events before the split, and from it on.
        var past: [Double]
        var future: [Double]
    }

    /// Returns the log-likelihoods of events in the order of time, before and from `split`.
    ///
    /// Events of a day are foretold from those of earlier days, and weigh one together.
    static func likelihood(
        of events: [ProfileEvent], halfLife: Double, prior: [Double], split: Double
    ) -> Likelihood {
        var memory = ProfileMemory(halfLife: halfLife, categories: prior.count)
        var past = [LogProduct](repeating: LogProduct(), count: priorDays.count)
        var future = past
        var start = 0
        while start < events.count {
            let day = events[start].day.rounded(.down)
            var end = start
            while end < events.count, events[end].day.rounded(.down) == day { end += 1 }
            memory.advance(to: day)
            for event in events[start..<end] {
                let isPast = event.day < split
                for (index, days) in priorDays.enumerated() {
                    let p = memory.probability(
                        of: event.category, prior: prior[event.category], worth: days)
                    // A logarithm for many events: it is what takes the time.
                    if isPast { past[index].multiply(by: p) } else { future[index].multiply(by: p) }
                }
            }
            for event in events[start..<end] {
                memory.remember(event.category, weight: 1 / Double(end - start))
            }
            start = end
        }
        return Likelihood(past: past.map(\.log), future: future.map(\.log))
    }

    /// The logarithm of a product of probabilities.
    private struct LogProduct {
        private var sum = 0.0
        private var product = 1.0

        mutating func multiply(by p: Double) {
            product *= p
            guard product < 1e-150 else { return }
            sum += .log(product)
            product = 1
        }

        var log: Double { sum + .log(product) }
    }
}

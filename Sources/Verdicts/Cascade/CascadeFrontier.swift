import Statistics

/// What accuracy, price and waiting the heuristic and the model reach together.
///
/// Rules, thresholds and the recommendation are those of the past cases, the figures those of the
/// later ones. Of a user the first case alone counts.
package struct CascadeFrontier: Sendable, Equatable {
    /// Every point, by the share of cases in which the model is asked.
    package let points: [FrontierPoint]
    /// The point that was worth most on the past cases, or most accurate where nothing says what
    /// answers are worth; of equals the one that asks the model least.
    package let recommended: FrontierPoint
    package let pastCases: Int
    package let laterCases: Int
    /// The share of the cases that were looked at, by a hash of their numbers.
    package let share: Double
    /// How much of the gap in accuracy between the paths is recovered, over all shares of calls
    /// (APGR; Ong, 2024); nil where the model is not the more accurate path.
    package let averageGapRecovered: Double?
    /// The least share of cases to ask the model in for half and for 80 % of that gap (CPT).
    package let callShareForHalf: Double?
    package let callShareForMost: Double?

    init?(
        _ points: [FrontierPoint], recommended setting: FrontierPoint.Setting, past: Int,
        later: Int, share: Double
    ) {
        self.points = points.map { point in
            var point = point
            point.isOnFrontier = !points.contains { point.isBeaten(by: $0) }
            return point
        }.sorted { ($0.askedShare, $0.accuracy.value) < ($1.askedShare, $1.accuracy.value) }
        guard let recommended = self.points.first(where: { $0.setting == setting }) else {
            return nil
        }
        self.recommended = recommended
        pastCases = past
        laterCases = later
        self.share = share
        let curve = Self.curve(self.points)
        averageGapRecovered = curve?.averageGapRecovered
        callShareForHalf = curve?.callShare(recovering: 0.5)
        callShareForMost = curve?.callShare(recovering: 0.8)
    }

    /// The upper envelope: the best accuracy with this share of calls or fewer.
    private static func curve(_ points: [FrontierPoint]) -> RoutingCurve? {
        guard let weak = points.first(where: { $0.setting == .heuristicAlone })?.accuracy.value,
            let strong = points.first(where: { $0.setting == .modelAlone })?.accuracy.value,
            strong > weak
        else { return nil }
        var best = weak
        let envelope = points.map { point in
            best = max(best, point.accuracy.value)
            return best
        }
        return RoutingCurve(
            shares: points.map(\.askedShare), accuracies: envelope, weakAccuracy: weak,
            strongAccuracy: strong)
    }
}

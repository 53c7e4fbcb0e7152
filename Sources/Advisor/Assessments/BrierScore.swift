/// How good past forecasts were: the mean squared distance from what happened (Brier 1950).
package struct BrierScore: Sendable, Equatable {
    /// 0 for foresight, 0.25 for always saying one half, 1 for always being certain and wrong.
    package let score: Double
    package let forecasts: Int

    /// Returns the score of forecasts that have settled; `nil` for none.
    package init?(_ settled: [SettledForecast]) {
        guard !settled.isEmpty else { return nil }
        let distances = settled.map { settled in
            let distance = settled.forecast.modelEarns - (settled.modelEarned ? 1 : 0)
            return distance * distance
        }
        score = distances.reduce(0, +) / Double(settled.count)
        forecasts = settled.count
    }
}

/// A forecast and what the evidence said later.
package struct SettledForecast: Sendable {
    package let feature: String
    package let forecast: Assessment.Forecast
    /// Whether the model, alone or behind rules, earned its place.
    package let modelEarned: Bool

    package init(feature: String, forecast: Assessment.Forecast, modelEarned: Bool) {
        self.feature = feature
        self.forecast = forecast
        self.modelEarned = modelEarned
    }
}

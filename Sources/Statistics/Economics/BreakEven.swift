/// What a model must gain to pay for itself where all errors cost the same.
package struct BreakEven: Sendable, Equatable {
    /// The model's accuracy less the heuristic's.
    package let accuracyGain: Double
    /// The cost of an error, in money.
    package let errorCost: Double
    /// Price of a call plus the money value of its latency.
    package let callCost: Double
    private let latencyCost: Double

    /// Creates the balance; costs are in one currency, latency in seconds.
    package init(
        heuristicAccuracy: Double, modelAccuracy: Double, errorCost: Double, pricePerCall: Double,
        latencyPenaltyPerSecond: Double = 0, latencySeconds: Double = 0
    ) {
        accuracyGain = modelAccuracy - heuristicAccuracy
        self.errorCost = errorCost
        latencyCost = latencyPenaltyPerSecond * latencySeconds
        callCost = pricePerCall + latencyCost
    }

    /// The utility gained by an item: error cost saved, less the cost of the call.
    package var utilityPerItem: Double { accuracyGain * errorCost - callCost }

    /// The accuracy gain that just pays the call; nil where errors cost nothing.
    package var minimumAccuracyGain: Double? { errorCost > 0 ? callCost / errorCost : nil }

    /// The error cost from which the model pays; nil where it gains no accuracy.
    package var breakEvenErrorCost: Double? { accuracyGain > 0 ? callCost / accuracyGain : nil }

    /// The highest price per call at which the model pays; negative where none does.
    package var breakEvenPrice: Double { accuracyGain * errorCost - latencyCost }

    /// Returns the items after which `fixedCost` is recovered; nil where none ever would be.
    package func breakEvenVolume(fixedCost: Double) -> Double? {
        utilityPerItem > 0 ? fixedCost / utilityPerItem : nil
    }
}

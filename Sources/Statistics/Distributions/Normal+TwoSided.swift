/// Returns the standard normal quantile that leaves (1 − `confidence`)/2 in each tail.
func twoSidedZ(_ confidence: Double) -> Double {
    precondition(confidence > 0 && confidence < 1, "confidence lies strictly between 0 and 1")
    return -Normal.quantile((1 - confidence) / 2)
}

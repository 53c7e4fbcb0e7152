import RuleEngine
import Statistics

/// Measures probabilities on later cases than those that they were fitted to.
///
/// The cases are cut into five parts in the order of time; each part but the first is predicted by
/// what all parts before it teach. So no case is judged by a figure that has seen it, or its future.
struct OutOfSample {
    private static let parts = 5
    /// Fewer cases tell nothing.
    private static let fewest = 20

    private var cases = 0
    private var outcomes: [Bool] = []
    private var measured: [Double] = []
    private var declared: [Double] = []

    /// Calls `predict` with each part and all that is before it; `samples` are in the order of time.
    static func eachPart<Sample>(
        of samples: [Sample],
        _ predict: (_ before: ArraySlice<Sample>, _ part: ArraySlice<Sample>) -> Void
    ) {
        guard samples.count >= fewest else { return }
        for part in 1..<parts {
            let start = samples.count * part / parts
            predict(samples[..<start], samples[start..<(samples.count * (part + 1) / parts)])
        }
    }

    /// Takes in that `probability` was foretold, where the file itself states `stated`.
    mutating func add(_ probability: Double, stated: Double?, came: Bool) {
        cases += 1
        add(probability, stated, came)
    }

    /// Takes in what was foretold of ordered levels: of each but the lowest whether it is reached.
    mutating func add(_ probabilities: [Double], stated: [Double]?, level: Int) {
        cases += 1
        for bound in probabilities.indices.dropFirst() {
            add(
                probabilities[bound...].reduce(0, +), stated?[bound...].reduce(0, +),
                level >= bound)
        }
    }

    private mutating func add(_ probability: Double, _ stated: Double?, _ came: Bool) {
        outcomes.append(came)
        measured.append(probability)
        if let stated { declared.append(stated) }
    }

    var measuredQuality: QuestionCalibration.Quality? { quality(measured) }

    /// Only where every case has a stated probability, so that both are about the same cases.
    var declaredQuality: QuestionCalibration.Quality? { quality(declared) }

    private func quality(_ probabilities: [Double]) -> QuestionCalibration.Quality? {
        guard probabilities.count == outcomes.count,
            let scores = ProbabilityScores(outcomes: outcomes, probabilities: probabilities)
        else { return nil }
        return QuestionCalibration.Quality(
            cases: cases, brier: scores.brier,
            calibrationError: scores.expectedCalibrationError())
    }
}

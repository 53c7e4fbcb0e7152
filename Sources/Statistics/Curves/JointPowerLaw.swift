import RealModule

/// How an error falls with a larger model and with more examples: A X⁻ᵅ D⁻ᵝ + E.
///
/// The multiplicative joint law of fine-tuning (Zhang, Liu, Cherry & Firat 2024), fitted by least
/// squares, A and E not below 0, α and β between 0 and 2.
package struct JointPowerLaw: Sendable, Equatable {
    /// An error rate measured with a model of some size and so many examples.
    package struct Point: Sendable {
        package let model: Double
        package let examples: Double
        package let error: Double

        /// `model` and `examples` are above 0.
        package init(model: Double, examples: Double, error: Double) {
            self.model = model
            self.examples = examples
            self.error = error
        }
    }

    private static let steps = 12
    private static let highest = 2.0
    private static let zooms = 20

    package let scale: Double
    /// α and β.
    package let modelExponent: Double
    package let exponent: Double
    package let floor: Double

    /// Fits the law; `nil` without three models and three numbers of examples.
    ///
    /// Exponents are looked for on a grid that closes in on the best of its points: the loss has one
    /// valley, for A and E have their best in closed form.
    package init?(_ points: [Point]) {
        guard Set(points.map(\.model)).count >= 3, Set(points.map(\.examples)).count >= 3 else {
            return nil
        }
        // Powers of logarithms about their middle: sizes of a billion make no number too small.
        let models = Self.centred(points.map { .log($0.model) })
        let examples = Self.centred(points.map { .log($0.examples) })
        func line(_ alpha: Double, _ beta: Double) -> NonNegativeLine {
            NonNegativeLine(
                points.indices.map { index in
                    let power = -alpha * models.values[index] - beta * examples.values[index]
                    return (Double.exp(power), points[index].error, 1)
                })
        }
        var center = (alpha: Self.highest / 2, beta: Self.highest / 2)
        var reach = Self.highest / 2
        for _ in 0..<Self.zooms {
            let offsets = (0...Self.steps).map {
                reach * (2 * Double($0) / Double(Self.steps) - 1)
            }
            func around(_ middle: Double) -> [Double] {
                offsets.map { max(0, min(Self.highest, middle + $0)) }
            }
            var best = (loss: Double.infinity, alpha: center.alpha, beta: center.beta)
            for alpha in around(center.alpha) {
                for beta in around(center.beta) {
                    let loss = line(alpha, beta).loss
                    if loss < best.loss { best = (loss, alpha, beta) }
                }
            }
            center = (best.alpha, best.beta)
            reach /= 2
        }
        let best = line(center.alpha, center.beta)
        (modelExponent, exponent) = (center.alpha, center.beta)
        floor = best.intercept
        scale =
            best.slope
            * .exp(center.alpha * models.middle + center.beta * examples.middle)
    }

    private static func centred(_ values: [Double]) -> (values: [Double], middle: Double) {
        let middle = values.reduce(0, +) / Double(values.count)
        return (values.map { $0 - middle }, middle)
    }

    /// Returns the error of a model with so many examples.
    package func error(model: Double, examples: Double) -> Double {
        scale * .exp(-modelExponent * .log(model) - exponent * .log(examples)) + floor
    }

    /// Returns how much less the error is with twice as many examples.
    package func gainOfExamples(model: Double, examples: Double) -> Double {
        error(model: model, examples: examples) - error(model: model, examples: 2 * examples)
    }

    /// Returns how much less the error is with a model of twice the size.
    package func gainOfModel(model: Double, examples: Double) -> Double {
        error(model: model, examples: examples) - error(model: 2 * model, examples: examples)
    }
}

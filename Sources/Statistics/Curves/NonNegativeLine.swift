/// A line by weighted least squares, neither its slope nor its intercept below 0.
struct NonNegativeLine {
    let slope: Double
    let intercept: Double
    /// The weighted sum of squared gaps.
    let loss: Double

    /// Fits a line to points, of which one at least has a weight above 0.
    init(_ points: [(x: Double, y: Double, weight: Double)]) {
        var (w, x, xx, y, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for point in points {
            w += point.weight
            x += point.weight * point.x
            xx += point.weight * point.x * point.x
            y += point.weight * point.y
            xy += point.weight * point.x * point.y
        }
        let determinant = w * xx - x * x
        var (slope, intercept) = (0.0, y / w)
        if determinant > 1e-300 {
            (slope, intercept) = ((w * xy - x * y) / determinant, (xx * y - x * xy) / determinant)
        }
        if intercept < 0 { (slope, intercept) = (xy / xx, 0) }
        if slope < 0 { (slope, intercept) = (0, y / w) }
        (self.slope, self.intercept) = (slope, intercept)
        loss = points.reduce(0) { sum, point in
            let gap = point.y - slope * point.x - intercept
            return sum + point.weight * gap * gap
        }
    }
}

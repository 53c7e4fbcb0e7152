/// Returns the solution of `matrix` · x = `right` by elimination with pivoting; nil if singular.
func solveLinear(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let size = rows.count
    for column in 0..<size {
        guard
            let pivot = (column..<size).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
            abs(rows[pivot][column]) > 1e-12
        else { return nil }
        rows.swapAt(column, pivot)
        for row in 0..<size where row != column {
            let factor = rows[row][column] / rows[column][column]
            for entry in column...size { rows[row][entry] -= factor * rows[column][entry] }
        }
    }
    return (0..<size).map { rows[$0][size] / rows[$0][$0] }
}

import Foundation
import Verdicts

/// The decision map in letters.
struct MapText {
    private let map: DecisionMap
    private let sentences: MapSentences

    /// Every so many rows and columns of the map are shown, its middle among them.
    private static let step = (row: 3, column: 2)

    init?(_ verdict: Verdict) {
        guard let map = verdict.map, let sentences = MapSentences(verdict) else { return nil }
        self.map = map
        self.sentences = sentences
    }

    func lines(width: Int) -> [String] {
        let rows = Array(stride(from: map.volumes.count - 1, through: 0, by: -Self.step.row))
        let labels = rows.map { NumberText.roundCount(Int(map.volumes[$0].rounded())) }
        let room = labels.map(\.count).max() ?? 0
        let grid = zip(rows, labels).map { row, label in
            String(repeating: " ", count: room - label.count) + label + "  " + letters(row)
        }
        let count = (map.factors.count + Self.step.column - 1) / Self.step.column
        let ends = [map.factors[0], 1, map.factors[map.factors.count - 1]].map { "×\(times($0))" }
        let gap = count - ends.reduce(0) { $0 + $1.count }
        let axis = ends.joined(separator: String(repeating: " ", count: max(1, gap / 2)))
        let legend = Verdict.Decision.allCases.filter { decision in
            map.decisions.contains { $0.contains(decision) }
        }.map { "\($0.letter) \(MapSentences.name($0))" }
        return ["cases a year (up), cost of an error (right)"] + grid
            + [String(repeating: " ", count: room + 2) + axis]
            + ([
                (legend + ["X declared"]).joined(separator: ", "), sentences.finding + ".",
                sentences.doubt,
            ] + sentences.cautions).flatMap {
                LabelledText.wrap($0, width: width)
            }
    }

    private func letters(_ row: Int) -> String {
        let middle = map.factors.count / 2
        return stride(from: 0, to: map.factors.count, by: Self.step.column).map { column in
            row == map.volumes.count / 2 && column == middle
                ? "X" : map.decisions[row][column].letter
        }.joined()
    }

    private func times(_ factor: Double) -> String {
        NumberText.decimal(factor, decimals: factor < 0.1 ? 2 : 0)
    }
}

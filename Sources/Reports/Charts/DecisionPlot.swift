import Statistics
import Verdicts

/// Regions of the map by what is decided there, with the user's point and how far it may be off.
struct DecisionPlot {
    let title: String
    let map: DecisionMap
    /// What is decided, by decision, in words that fit a region.
    let name: (Verdict.Decision) -> String

    private static let size = (width: 560.0, height: 340.0)
    private static let margin = (left: 82.0, right: 12.0, top: 46.0, bottom: 46.0)
    private static let bottom = size.height - margin.bottom
    private static let right = size.width - margin.right
    /// A letter of a name in a region, about, in pixels.
    private static let letter = 7.5

    var svg: String {
        SVG.picture(
            Self.size.width, Self.size.height, style: "map", title: title,
            regions + labels + axes + point + legend)
    }

    /// A cell is as far from its neighbours' centres as they from its own.
    private var cell: (width: Double, height: Double) {
        (
            (Self.right - Self.margin.left) / Double(map.factors.count),
            (Self.bottom - Self.margin.top) / Double(map.volumes.count)
        )
    }

    private struct Run {
        let decision: Verdict.Decision
        let row: Int
        let columns: Range<Int>
    }

    /// Equal neighbours of a row, together.
    private var runs: [Run] {
        map.decisions.enumerated().flatMap { row, decisions in
            var runs: [Run] = []
            var start = 0
            for column in 1...decisions.count
            where column == decisions.count || decisions[column] != decisions[start] {
                runs.append(
                    Run(decision: decisions[start], row: row, columns: start..<column))
                start = column
            }
            return runs
        }
    }

    private var regions: [String] {
        let runs = Dictionary(grouping: runs, by: \.decision)
        return Verdict.Decision.allCases.compactMap { decision in
            runs[decision].map { SVG.path(decision.rawValue, $0.map(outline).joined()) }
        }
    }

    private func outline(_ run: Run) -> String {
        let left = Plot.number(Self.margin.left + Double(run.columns.lowerBound) * cell.width)
        let top = Plot.number(Self.bottom - Double(run.row + 1) * cell.height)
        let width = Plot.number(Double(run.columns.count) * cell.width)
        // A little more height, so that no seam shows between the rows, on paper either.
        return "M\(left) \(top)h\(width)v\(Plot.number(cell.height + 1.2))h-\(width)z"
    }

    /// A name in each region that has room for it, in the middle of its rows.
    private var labels: [String] {
        Verdict.Decision.allCases.compactMap { decision in
            let words = name(decision)
            let wide = runs.filter {
                $0.decision == decision
                    && Double($0.columns.count) * cell.width > Double(words.count) * Self.letter
            }
            // The user's point lies in the middle row.
            let clear = wide.filter { abs($0.row - map.volumes.count / 2) > 3 }
            guard let run = clear.isEmpty ? nil : clear[clear.count / 2] else { return nil }
            let middle = Double(run.columns.lowerBound + run.columns.upperBound) / 2
            return SVG.text(
                words,
                (
                    Self.margin.left + middle * cell.width,
                    Self.bottom - (Double(run.row) + 0.5) * cell.height
                ), anchor: "middle", style: "name")
        }
    }

    private var axes: [String] {
        let ticks = [0.01, 0.1, 0.5, 1, 2, 10, 100].filter {
            $0 >= map.factors[0] && $0 <= map.factors[map.factors.count - 1]
        }
        return ticks.map {
            SVG.text(
                "×\(NumberText.decimal($0, decimals: $0 < 0.1 ? 2 : $0 < 1 ? 1 : 0))",
                (x($0), Self.bottom + 13), anchor: "middle")
        }
            + y.ticks(4).map {
                SVG.text(
                    NumberText.count(Int($0.rounded())), (Self.margin.left - 6, y($0)),
                    anchor: "end")
            }
            + [
                SVG.text("cases a year", (2, Self.margin.top - 12)),
                SVG.text(
                    "cost of an error, times what the feature file says",
                    ((Self.margin.left + Self.right) / 2, Self.size.height - 11),
                    anchor: "middle"),
            ]
    }

    private var point: [String] {
        let (factor, volume) = (map.factorRange, map.volumeRange)
        let at = (x: x(1), y: y(map.casesPerYear))
        let (left, right) = (x(factor.lower), x(factor.upper))
        let (low, high) = (y(volume.lower), y(volume.upper))
        return [
            SVG.rect("frame", (left, high), right - left, low - high),
            SVG.line("cross", (left, at.y), (right, at.y)),
            SVG.line("cross", (at.x, low), (at.x, high)),
            SVG.circle("here", at, radius: 5),
        ]
    }

    private var legend: [String] {
        let shown = Verdict.Decision.allCases.filter { decision in
            map.decisions.contains { $0.contains(decision) }
        }
        var left = 4.0
        return shown.flatMap { decision in
            let words = name(decision)
            let at = (x: left, y: 13.0)
            left += Double(words.count) * Self.letter + 30
            return [
                SVG.rect("\(decision.rawValue) swatch", (at.x, at.y - 6), 12, 12),
                SVG.text(words, (at.x + 18, at.y), style: "label"),
            ]
        }
    }

    private var x: Scale { scale(map.factors, cell.width, Self.margin.left, Self.right) }

    private var y: Scale { scale(map.volumes, -cell.height, Self.bottom, Self.margin.top) }

    /// The values stand in the middle of their cells.
    private func scale(
        _ values: [Double], _ cell: Double, _ start: Double, _ end: Double
    ) -> Scale {
        Scale(
            low: values[0], high: values[values.count - 1], start: start + cell / 2,
            end: end - cell / 2, isLogarithmic: true)
    }
}

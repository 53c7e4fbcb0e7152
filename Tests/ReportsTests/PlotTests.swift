import Decisions
import Statistics
import Testing

@testable import Reports

struct PlotTests {
    @Test(arguments: [
        (0.0, 1.0), (0.9, 1), (1, 1), (1.1, 2), (2.1, 2.5), (3, 5), (61, 100), (0.013, 0.02),
        (.infinity, 1), (.nan, 1),
    ])
    func `an axis ends at a figure that reads well`(value: Double, end: Double) {
        #expect(abs(Plot.roundedUp(value) - end) < 1e-12)
    }

    @Test func `a line breaks where there is no value, and a lone value is a dot`() {
        let svg = plot([.line([1, 2, nil, 3, nil], style: "first")])
        #expect(svg.ranges(of: "<polyline").count == 1)
        #expect(svg.ranges(of: "<circle").count == 1)
    }

    @Test func `columns stand on one another, and nothing is drawn for nothing`() {
        let svg = plot([
            .columns([10, 0], style: "first"), .columns([10, 20], style: "second"),
        ])
        #expect(svg.ranges(of: "<rect").count == 3)
        #expect(svg.contains(">20</text>"))
    }

    @Test func `its texts are no markup`() {
        let svg = Plot(
            title: "a \"<b>\" & c", layers: [.columns([1], style: "first")], text: { _ in "<i>" },
            ends: ("<x>", "&")
        ).svg
        #expect(svg.contains("aria-label=\"a &quot;&lt;b&gt;&quot; &amp; c\""))
        #expect(!svg.contains("<i>") && !svg.contains("<x>"))
    }

    @Test func `an audit's curve breaks where nothing is known, and numbers its changes apart`() {
        func day(_ number: Int64) -> Timestamp {
            Timestamp(microseconds: number * 86_400_000_000)
        }
        let figures: [Double?] = [1, 1.1, nil, 0.5, 0.4, nil, 0.6]
        let svg = AuditCurvePlot(
            title: "curve",
            points: figures.enumerated().map { index, figure in
                .init(
                    at: day(Int64(index)), estimate: figure,
                    interval: figure.map { Interval(lower: $0 - 0.1, upper: $0 + 0.1) })
            },
            baseline: Interval(lower: 0.9, upper: 1.1), changes: [day(3), day(3), day(6)]
        ).svg
        #expect(svg.ranges(of: "<polyline").count == 2)
        #expect(svg.ranges(of: "<circle").count == 1)
        #expect(svg.ranges(of: "class=\"stripe\"").count == 1)
        #expect(svg.ranges(of: "class=\"bar\"").count == 3)
        let heights = svg.matches(of: /class="name" x="[0-9.]+" y="([0-9.]+)"/).map(\.output.1)
        #expect(heights.count == 3 && heights[0] != heights[1] && heights[0] == heights[2])
        #expect(svg.contains(">1 January 1970<") && svg.contains(">7 January 1970<"))
    }

    private func plot(_ layers: [Plot.Layer]) -> String {
        Plot(title: "plot", layers: layers, text: { "\(Int($0))" }, ends: ("a", "b")).svg
    }
}

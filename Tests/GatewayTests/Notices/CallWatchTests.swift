import Decisions
import Testing

@testable import Gateway
@testable import ShadowEvaluation

/// What whoever runs the gateway is told of models that fail.
struct CallWatchTests {
    private func report(_ failure: String?) -> ModelCallReport {
        ModelCallReport(
            path: "model", api: .chat, model: "m", duration: 1, isForwarded: false,
            failure: failure, detail: failure.map { _ in "no route" })
    }

    private func lines(_ failures: [String?]) -> [String] {
        let lines = LogLines()
        let watch = CallWatch(lines.logger)
        for failure in failures { watch.count(report(failure), of: "parcels") }
        return lines.all
    }

    private static let down = "parcels: `m` of path `model` gives no answer, "
    private static let up = "parcels: `m` of path `model` answers again "

    @Test func `a model that never answered is told of at once, and once`() {
        #expect(
            lines(["unreachable", "timeout", "timeout", nil, nil])
                == [Self.down + "`unreachable`: no route ", Self.up])
    }

    @Test func `of a model that answers, some failures are no news, many in a row are`() {
        let some = [String?](repeating: "timeout", count: CallWatch.most - 1)
        #expect(lines([nil] + some + [nil] + some).isEmpty)
        #expect(lines([nil] + some + ["timeout"]) == [Self.down + "`timeout`: no route "])
    }

    @Test func `calls that were cut short say nothing`() {
        #expect(lines(["cancelled", "cancelled"]).isEmpty)
    }
}

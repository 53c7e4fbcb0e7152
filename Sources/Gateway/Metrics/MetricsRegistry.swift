import CoreMetrics
import Synchronization

/// Keeps what swift-metrics reports, for Prometheus to fetch.
final class MetricsRegistry: MetricsFactory {
    private let state = Mutex<[MetricKey: any MetricHandler]>([:])

    init() {}

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        handler(label, dimensions) { CountingHandler() }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        handler(label, dimensions) { GaugeHandler() }
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        handler(label, dimensions) { HistogramHandler(.counts) }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        handler(label, dimensions) { HistogramHandler(.seconds) }
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// Writes everything in Prometheus' text format.
    func write(to text: inout PrometheusText) {
        let handlers = state.withLock { $0 }
        for (label, series) in Dictionary(grouping: handlers, by: \.key.label)
            .sorted(by: { $0.key < $1.key })
        {
            guard let first = series.first?.value else { continue }
            text.begin(label, type: first.type, unit: first.unit)
            for (key, handler) in series.sorted(by: { $0.key < $1.key }) {
                handler.write(key.dimensions, to: &text)
            }
        }
    }

    /// Returns the handler of that name, the same for the same name; one of another kind does not
    /// count what this one is given.
    private func handler<Handler: MetricHandler>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Handler
    ) -> Handler {
        let key = MetricKey(label, dimensions)
        return state.withLock { handlers in
            if let known = handlers[key] as? Handler { return known }
            let new = make()
            if handlers[key] == nil { handlers[key] = new }
            return new
        }
    }
}

/// A time series: a name with its dimensions.
struct MetricKey: Hashable, Comparable, Sendable {
    struct Dimension: Hashable, Sendable {
        var name: String
        var value: String
    }

    let label: String
    let dimensions: [Dimension]

    init(_ label: String, _ dimensions: [(String, String)]) {
        self.label = label
        self.dimensions = dimensions.map { Dimension(name: $0.0, value: $0.1) }
    }

    static func < (left: MetricKey, right: MetricKey) -> Bool {
        left.dimensions.map(\.value).lexicographicallyPrecedes(right.dimensions.map(\.value))
    }
}

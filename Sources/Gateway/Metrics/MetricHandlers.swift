import CoreMetrics
import Synchronization

/// What a time series has come to.
protocol MetricHandler: AnyObject, Sendable {
    var type: PrometheusText.Kind { get }
    /// A unit that ends the name.
    var unit: String? { get }
    func write(_ dimensions: [MetricKey.Dimension], to text: inout PrometheusText)
}

final class CountingHandler: MetricHandler, CounterHandler {
    private let value = Atomic<Int64>(0)

    var type: PrometheusText.Kind { .counter }
    var unit: String? { nil }

    func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { value.store(0, ordering: .relaxed) }

    func write(_ dimensions: [MetricKey.Dimension], to text: inout PrometheusText) {
        text.add(dimensions, "\(value.load(ordering: .relaxed))")
    }
}

final class GaugeHandler: MetricHandler, MeterHandler {
    private let value = Mutex(0.0)

    var type: PrometheusText.Kind { .gauge }
    var unit: String? { nil }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }

    func write(_ dimensions: [MetricKey.Dimension], to text: inout PrometheusText) {
        text.add(dimensions, "\(value.withLock { $0 })")
    }
}

/// Counts values by size.
final class HistogramHandler: MetricHandler, TimerHandler, RecorderHandler {
    struct Bounds: Sendable {
        var values: [Double]
        var unit: String?

        /// From 50 µs to a minute, for times.
        static let seconds = Bounds(
            values: [
                0.000_05, 0.000_1, 0.000_25, 0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 10, 60,
            ], unit: "seconds")
        /// Powers of four, as OpenTelemetry advises for tokens.
        static let counts = Bounds(values: (0...13).map { Double(1 << (2 * $0)) }, unit: nil)
    }

    private struct State {
        var buckets: [Int]
        var sum = 0.0
        var count = 0
    }

    private let bounds: Bounds
    private let state: Mutex<State>

    init(_ bounds: Bounds) {
        self.bounds = bounds
        state = Mutex(State(buckets: Array(repeating: 0, count: bounds.values.count)))
    }

    var type: PrometheusText.Kind { .histogram }
    var unit: String? { bounds.unit }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let place = bounds.values.firstIndex { value <= $0 }
        state.withLock { state in
            if let place { state.buckets[place] += 1 }
            state.sum += value
            state.count += 1
        }
    }

    func write(_ dimensions: [MetricKey.Dimension], to text: inout PrometheusText) {
        let (buckets, sum, count) = state.withLock { ($0.buckets, $0.sum, $0.count) }
        var total = 0
        for (bound, bucket) in zip(bounds.values, buckets) {
            total += bucket
            text.add(dimensions, suffix: "_bucket", ("le", "\(bound)"), "\(total)")
        }
        text.add(dimensions, suffix: "_bucket", ("le", "+Inf"), "\(count)")
        text.add(dimensions, suffix: "_sum", nil, "\(sum)")
        text.add(dimensions, suffix: "_count", nil, "\(count)")
    }
}

import Foundation
import Statistics

/// Kinds about streams in which something changes.
func detectorFigures(_ cases: [GoldenCase]) -> [String: GoldenRunner.Handler] {
    [
        "page_hinkley": { try pageHinkley($0, $1, cases) },
        "adwin": { try adaptiveWindow($0, $1, cases) },
    ]
}

private func pageHinkley(
    _ reference: GoldenCase, _ key: String, _ cases: [GoldenCase]
) throws -> JSONValue? {
    guard key == "detections" else { return nil }
    let direction: PageHinkley.Direction =
        switch try? reference.text("mode") {
        case "up": .up
        case "down": .down
        default: .both
        }
    var detector = PageHinkley(
        direction: direction, tolerance: reference.number("delta", default: 0.005),
        threshold: reference.number("threshold", default: 50),
        forgetting: reference.number("alpha", default: 0.9999),
        minimumCount: Int(reference.number("min_instances", default: 30)))
    let stream = try stream(reference, cases)
    return .list(stream.indices.filter { detector.append(stream[$0]) }.map { .count($0) })
}

private func adaptiveWindow(
    _ reference: GoldenCase, _ key: String, _ cases: [GoldenCase]
) throws -> JSONValue? {
    guard key.hasPrefix("detections") else { return nil }
    let fresh = AdaptiveWindow(
        delta: reference.number("delta", default: 0.002),
        clock: Int(reference.number("clock", default: 32)),
        bucketsPerRow: Int(reference.number("max_buckets", default: 5)),
        minimumPart: Int(reference.number("min_window_length", default: 5)),
        gracePeriod: Int(reference.number("grace_period", default: 10)))
    var window = fresh
    var detections: [JSONValue] = []
    for (index, x) in try stream(reference, cases).enumerated() where window.append(x) {
        detections.append(
            key == "detections" ? .count(index) : .list([.count(index), .count(window.width)]))
        // The reference starts anew after a detection; the paper keeps the newer part.
        window = fresh
    }
    return .list(detections)
}

/// The case's own list, or the stream that its formula describes.
private func stream(_ reference: GoldenCase, _ cases: [GoldenCase]) throws -> [Double] {
    if let name = ["x", "x_i"].first(where: { reference.inputs[$0]?.list != nil }) {
        return try reference.numbers(name)
    }
    let formula = try reference.text("x_i")
    if let other = formula.wholeMatch(of: /same as (\S+)/)?.1 {
        guard let twin = cases.first(where: { $0.name == other || $0.kind == other }) else {
            throw GoldenFailure.missingInput(String(other))
        }
        return try stream(twin, cases)
    }
    let pattern =
        /i<(\d+) \? (\S+) : (\S+), plus (\S+)\*sin\((\S+)\*i\), i=0\.\.(\d+)/
    guard let match = formula.wholeMatch(of: pattern)?.output,
        let change = Double(match.1), let before = Double(match.2), let after = Double(match.3),
        let amplitude = Double(match.4), let frequency = Double(match.5), let last = Int(match.6)
    else { throw GoldenFailure.missingInput("x_i") }
    return (0...last).map { index in
        let i = Double(index)
        return (i < change ? before : after) + amplitude * sin(frequency * i)
    }
}

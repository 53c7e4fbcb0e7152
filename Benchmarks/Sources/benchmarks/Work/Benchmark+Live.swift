import Foundation

extension Benchmark {
    static let live = Benchmark(
        name: "live", summary: "a live decision below HTTP: rules in charge, its record built"
    ) { setting in
        let binary = try AssayBinary.liveBenchmark()
        let traffic = setting.path("live.jsonl")
        try Traffic.write(1_000, to: traffic)
        let times = setting.pick(quick: 20_000, full: 200_000)
        let runs = try (0..<setting.pick(quick: 3, full: 9)).map { _ in
            try figures(
                ProcessRun.run(
                    [binary, OrderFeature.folder.path, traffic, "\(times)"], in: setting
                ).output)
        }
        return try [
            ("20 rules on an order, decided and recorded", "decide"),
            ("the same, with a shadow call queued", "decide-with-shadow"),
            ("the same without, read from JSON", "read-and-decide"),
        ].map { title, name in
            Row(
                title, .microseconds, Samples(try runs.map { try $0.microseconds(name) }),
                goal: .atMost(10))
        }
    }

    private static func figures(_ output: String) throws -> [String: Double] {
        var figures: [String: Double] = [:]
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let nanoseconds = Double(words[1]) else {
                throw BenchmarkError.wrongResult("`\(line)` is no figure")
            }
            figures[String(words[0])] = nanoseconds
        }
        return figures
    }
}

extension [String: Double] {
    fileprivate func microseconds(_ name: String) throws -> Double {
        guard let nanoseconds = self[name] else {
            throw BenchmarkError.wrongResult("there is no figure `\(name)`")
        }
        return nanoseconds / 1000
    }
}

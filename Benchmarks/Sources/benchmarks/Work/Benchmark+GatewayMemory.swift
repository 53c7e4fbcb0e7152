extension Benchmark {
    static let gatewayMemory = Benchmark(
        name: "gateway-memory",
        summary: "the memory that 10 million decisions take, 20,000 a second; only where named",
        isLong: true
    ) { setting in
        try ModelServer.serving { model in
            let server = try GatewayServer(setting, upstream: ModelServer.url(model))
            let cases = setting.pick(quick: 200_000, full: 10_000_000)
            let result = try GatewayTraffic.decisions.run(
                port: server.port, connections: 64, rate: 20_000, seconds: Double.infinity,
                most: cases)
            let cost = try server.stop(afterDecisions: cases)
            return [
                Row(
                    "\(Unit.number(Double(cases))) decisions, logged, a model in the shadow",
                    .perSecond, Samples([result.perSecond]), goal: .atLeast(19_900)),
                Row(
                    "  peak memory", .megabytes, Samples([cost.peakMemory / 1e6]),
                    goal: .atMost(80)),
            ]
        }
    }

    static let gatewaySoak = Benchmark(
        name: "gateway-soak",
        summary: "the memory while the model takes calls and never answers; only where named",
        isLong: true
    ) { setting in
        try Loopback.withSilentPort { silent in
            let server = try GatewayServer(setting, upstream: ModelServer.url(silent))
            var answered = 0
            var curve: [Double] = []
            for minute in 1...setting.minutes {
                let result = try GatewayTraffic.decisions.run(
                    port: server.port, connections: 16, rate: 2_000, seconds: 60)
                answered += result.answered
                curve.append(try server.memory() / 1e6)
                note("minute \(minute): \(Unit.megabytes.text(curve[curve.count - 1]))")
            }
            _ = try server.stop(afterDecisions: answered)
            // The first minutes fill caches and queues.
            let settled = curve[min(curve.count - 1, curve.count / 4)]
            return [
                Row(
                    "a dead model for \(setting.minutes) min at 2,000/s: memory", .megabytes,
                    Samples(curve), goal: .atMost(80)),
                Row(
                    "  growth after the first quarter", .megabytes,
                    Samples([curve[curve.count - 1] - settled]), goal: .atMost(2)),
            ]
        }
    }
}

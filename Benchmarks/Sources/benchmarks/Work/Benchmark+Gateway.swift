extension Benchmark {
    static let gateway = Benchmark(
        name: "gateway", summary: "`assay serve`: decisions with shadows, chats passed on"
    ) { setting in
        try ModelServer.serving { model in
            let nginx = try NginxServer(setting, upstream: model)
            if nginx == nil { note("nginx is not installed: there is nothing beside the gateway") }
            return try decisions(setting, model, nginx)
                + addedLatency(setting, model, nginx) + passedOn(setting, model, nginx)
        }
    }

    // MARK: Cost

    /// What a request took on a server under as much load as 64 connections bring.
    private struct Run {
        var perSecond: Double
        var microseconds: Double
        /// The part of the calls to models.
        var clientMicroseconds = 0.0
        /// The share of shadows that were shed, in percent.
        var shed = 0.0
    }

    private static func decisions(
        _ setting: Setting, _ model: UInt16, _ nginx: NginxServer?
    ) throws -> [Row] {
        let (ours, reference) = try runs(
            setting, GatewayTraffic.decisions, nginx, GatewayTraffic.decisions
        ) { load in
            let server = try GatewayServer(setting, upstream: ModelServer.url(model))
            let result = try load(server.port)
            let ends = try server.shadows()
            let answered = result.answered
            let cost = try server.stop(afterDecisions: answered)
            return Run(
                perSecond: result.perSecond,
                microseconds: (cost.seconds - cost.clientSeconds) / Double(answered) * 1e6,
                clientMicroseconds: cost.clientSeconds / Double(answered) * 1e6,
                shed: Double(ends["shed", default: 0]) / Double(answered) * 100)
        }
        return [
            row(
                "decisions, logged, a model in the shadow", .perSecond, ours, \.perSecond,
                reference, "nginx, a fixed reply", .atLeast(20_000)),
            row(
                "  processor time but for the shadow's calls", .microseconds, ours,
                \.microseconds, reference, "nginx, a fixed reply", .atMost(60)),
            row(
                "  processor time of the shadow's calls", .microseconds, ours,
                \.clientMicroseconds),
            row("  shadows shed under that load", .percent, ours, \.shed),
        ]
    }

    private static func passedOn(
        _ setting: Setting, _ model: UInt16, _ nginx: NginxServer?
    ) throws -> [Row] {
        let (ours, reference) = try runs(
            setting, GatewayTraffic.chat, nginx, GatewayTraffic.chat
        ) { load in
            let server = try GatewayServer(setting, upstream: ModelServer.url(model))
            let result = try load(server.port)
            let cost = try server.stop(afterDecisions: 0)
            return Run(
                perSecond: result.perSecond,
                microseconds: cost.seconds / Double(result.answered) * 1e6)
        }
        return [
            row(
                "chats passed on", .perSecond, ours, \.perSecond, reference, "nginx, a proxy"),
            row(
                "  processor time", .microseconds, ours, \.microseconds, reference,
                "nginx, a proxy", .atMost(100)),
        ]
    }

    /// Measures a gateway and nginx in turn.
    private static func runs(
        _ setting: Setting, _ load: Load, _ nginx: NginxServer?, _ nginxLoad: Load,
        _ gateway: ((_ port: UInt16) throws -> LoadResult) throws -> Run
    ) throws -> (ours: [Run], reference: [Run]) {
        var ours: [Run] = []
        var reference: [Run] = []
        let seconds = Double(setting.pick(quick: 2, full: 8))
        for _ in 0..<setting.pick(quick: 1, full: 5) {
            ours.append(
                try gateway { try load.run(port: $0, connections: 64, seconds: seconds) })
            guard let nginx else { continue }
            let before = try nginx.seconds()
            let result = try nginxLoad.run(port: nginx.port, connections: 64, seconds: seconds)
            reference.append(
                Run(
                    perSecond: result.perSecond,
                    microseconds: (try nginx.seconds() - before) / Double(result.answered) * 1e6))
        }
        return (ours, reference)
    }

    private static func row(
        _ work: String, _ unit: Unit, _ ours: [Run], _ figure: (Run) -> Double,
        _ reference: [Run] = [], _ name: String = "", _ goal: Goal? = nil
    ) -> Row {
        Row(
            work, unit, Samples(ours.map(figure)),
            beside: reference.isEmpty
                ? [] : [Row.Reference(name: name, samples: Samples(reference.map(figure)))],
            goal: goal)
    }

    // MARK: Latency

    /// What shadows add to the latency of decisions at a fixed rate: they are switched on and off in
    /// turn, in one process.
    private static func addedLatency(
        _ setting: Setting, _ model: UInt16, _ nginx: NginxServer?
    ) throws -> [Row] {
        let server = try GatewayServer(setting, upstream: ModelServer.url(model))
        var answered = 0
        var (off, on, plain, mirrored): ([LoadResult], [LoadResult], [LoadResult], [LoadResult])
        (off, on, plain, mirrored) = ([], [], [], [])
        func window(_ load: Load, _ port: UInt16) throws -> LoadResult {
            try load.run(
                port: port, connections: 32, rate: 5_000,
                seconds: Double(setting.pick(quick: 2, full: 8)))
        }
        for _ in 0..<setting.pick(quick: 2, full: 7) {
            for isPaused in [true, false] {
                try server.pauseShadows(isPaused)
                let result = try window(GatewayTraffic.decisions, server.port)
                answered += result.answered
                if isPaused { off.append(result) } else { on.append(result) }
            }
            guard let nginx else { continue }
            plain.append(try window(GatewayTraffic.chat, nginx.port))
            mirrored.append(try window(GatewayTraffic.chat(to: "/mirrored"), nginx.port))
        }
        let shed = Double(try server.shadows()["shed", default: 0])
        _ = try server.stop(afterDecisions: answered)
        let asked = on.map { Double($0.answered) }.reduce(0, +)
        return [
            added(
                "5,000 decisions/s: added by shadows, median", on, off, \.median, 0.1, mirrored,
                plain),
            added("  added at the 99th percentile", on, off, \.slow, 1, mirrored, plain),
            Row(
                "  without shadows, median", .milliseconds, Samples(off.map(\.median))),
            Row(
                "  without shadows, 99th percentile", .milliseconds,
                Samples(off.map(\.slow))),
            Row("  shadows shed", .percent, Samples([shed / asked * 100]), goal: .atMost(1)),
        ]
    }

    private static func added(
        _ work: String, _ on: [LoadResult], _ off: [LoadResult], _ figure: (LoadResult) -> Double,
        _ limit: Double, _ mirrored: [LoadResult], _ plain: [LoadResult]
    ) -> Row {
        func difference(_ with: [LoadResult], _ without: [LoadResult]) -> Samples {
            Samples(zip(with, without).map { figure($0) - figure($1) })
        }
        return Row(
            work, .milliseconds, difference(on, off),
            beside: plain.isEmpty
                ? []
                : [Row.Reference(name: "nginx's mirror", samples: difference(mirrored, plain))],
            goal: .atMost(limit))
    }
}

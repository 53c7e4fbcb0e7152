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

    private static func decisions(
        _ setting: Setting, _ model: UInt16, _ nginx: NginxServer?
    ) throws -> [Row] {
        let ours = LoadedServer(name: "assay", load: GatewayTraffic.decisions) { load in
            let server = try GatewayServer(setting, upstream: ModelServer.url(model))
            let result = try load(server.port)
            let answered = Double(result.answered)
            let shed = Double(try server.shadows()["shed", default: 0])
            let cost = try server.stop(afterDecisions: result.answered)
            return LoadCost(
                perSecond: result.perSecond,
                microseconds: (cost.seconds - cost.clientSeconds) / answered * 1e6,
                clientMicroseconds: cost.clientSeconds / answered * 1e6,
                shed: shed / answered * 100)
        }
        let servers =
            [ours]
            + [nginx?.loaded("nginx, a fixed reply", GatewayTraffic.decisions)].compactMap(\.self)
        let costs = try LoadCost.measure(servers, setting)
        func row(
            _ work: String, _ unit: Unit, _ figure: (LoadCost) -> Double, _ goal: Goal
        ) -> Row {
            self.row(work, unit, servers, costs, figure, goal)
        }
        return [
            row(
                "decisions, logged, a model in the shadow", .perSecond, \.perSecond,
                .atLeast(20_000)),
            row(
                "  processor time but for the shadow's calls", .microseconds, \.microseconds,
                .atMost(60)),
            Row(
                "  processor time of the shadow's calls", .microseconds,
                Samples(costs[0].map(\.clientMicroseconds))),
            Row(
                "  shadows shed under that load", .percent, Samples(costs[0].map(\.shed))),
        ]
    }

    private static func passedOn(
        _ setting: Setting, _ model: UInt16, _ nginx: NginxServer?
    ) throws -> [Row] {
        let ours = LoadedServer(name: "assay", load: GatewayTraffic.chat) { load in
            let server = try GatewayServer(setting, upstream: ModelServer.url(model))
            let result = try load(server.port)
            let cost = try server.stop(afterDecisions: 0)
            return LoadCost(
                perSecond: result.perSecond,
                microseconds: cost.seconds / Double(result.answered) * 1e6)
        }
        let liteLLM = setting.isQuick ? nil : try LiteLLMServer(setting, upstream: model)
        let servers =
            [ours]
            + [
                nginx?.loaded("nginx, a proxy", GatewayTraffic.chat),
                liteLLM?.loaded("LiteLLM", GatewayTraffic.chat),
            ].compactMap(\.self)
        let costs = try LoadCost.measure(servers, setting)
        return [
            row("chats passed on", .perSecond, servers, costs, \.perSecond),
            row(
                "  processor time", .microseconds, servers, costs, \.microseconds, .atMost(100)),
        ]
    }

    /// A row of the first server, beside the others.
    private static func row(
        _ work: String, _ unit: Unit, _ servers: [LoadedServer], _ costs: [[LoadCost]],
        _ figure: (LoadCost) -> Double, _ goal: Goal? = nil
    ) -> Row {
        let references = zip(servers, costs).dropFirst().map { server, costs in
            Row.Reference(name: server.name, samples: Samples(costs.map(figure)))
        }
        return Row(work, unit, Samples(costs[0].map(figure)), beside: references, goal: goal)
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

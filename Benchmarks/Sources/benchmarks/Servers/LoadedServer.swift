/// A server under load, and what a request takes on it.
struct LoadedServer {
    let name: String
    let load: Load
    /// Loads the server for a while, and says what that took.
    let run: (_ load: (_ port: UInt16) throws -> LoadResult) throws -> LoadCost
}

/// What a request took on a server.
struct LoadCost {
    var perSecond: Double
    /// Processor time.
    var microseconds: Double
    /// Processor time of the calls to models, where it is counted apart.
    var clientMicroseconds = 0.0
    /// The share of shadows that were shed, in percent.
    var shed = 0.0
}

extension LoadCost {
    /// Costs of one run after the other, of every server in turn, with 64 connections.
    static func measure(_ servers: [LoadedServer], _ setting: Setting) throws -> [[LoadCost]] {
        let seconds = Double(setting.pick(quick: 2, full: 8))
        var costs = servers.map { _ in [LoadCost]() }
        for _ in 0..<setting.pick(quick: 1, full: 5) {
            for (index, server) in servers.enumerated() {
                costs[index].append(
                    try server.run {
                        try server.load.run(port: $0, connections: 64, seconds: seconds)
                    })
            }
        }
        return costs
    }

    /// Of a server that runs on: what `seconds` says before and after.
    static func difference(
        _ load: () throws -> LoadResult, _ seconds: () throws -> Double
    ) throws -> LoadCost {
        let before = try seconds()
        let result = try load()
        return LoadCost(
            perSecond: result.perSecond,
            microseconds: (try seconds() - before) / Double(result.answered) * 1e6)
    }
}

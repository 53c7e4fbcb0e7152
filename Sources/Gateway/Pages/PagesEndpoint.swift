import Reports

/// The pages that show what the features do.
struct PagesEndpoint: Sendable {
    let features: FeatureDirectory
    let reader: StatusReader

    func list() async -> WireReply {
        var statuses: [FeatureStatus] = []
        for served in features.table.features { statuses.append(await reader.status(of: served)) }
        return Page.reply(FeatureListPage(statuses).html)
    }

    func feature(_ name: String) async throws(WireProblem) -> WireReply {
        let status = await reader.status(of: try features.served(name))
        return Page.reply(FeaturePage(status).html)
    }

    func asset(_ name: String) throws(WireProblem) -> WireReply { try Page.asset(named: name) }
}

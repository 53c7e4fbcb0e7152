import Reports

extension WireProblem {
    /// The reply that says so: a page to browsers, which say that they take HTML, and JSON to
    /// programs; below `/v1/` to everybody.
    func reply(to accept: String?, at path: Substring) -> WireReply {
        let plain = reply(in: nil)
        guard accept?.contains("text/html") == true, !path.hasPrefix("/v1/") else { return plain }
        var page = Page.reply(
            ErrorPage(title: title, message: message).html, status: plain.status)
        page.headers += plain.headers
        return page
    }

    private var title: String {
        switch kind {
        case .noRoute, .unknownModel, .unknownFeature: "Not found"
        case .unauthorized: "A key is needed"
        case .forbidden: "Not allowed"
        case .rateLimited: "Too many requests"
        case .unavailable, .badGateway, .gatewayTimeout: "Not available now"
        default: "That did not work"
        }
    }
}

/// What clients send to a gateway.
enum GatewayTraffic {
    /// Made-up orders as requests for decisions, of about 550 bytes.
    static let decisions: Load = {
        var traffic = Traffic()
        let bodies = (0..<2_000).map { _ in
            """
            {"model":"order-check","input":[{"role":"user","content":[{"type":"input_json","data":\
            \(traffic.next())}]}],"questions":[{"type":"choice","name":"order","instructions":"May \
            this order be shipped, should a person look at it, or is it to be declined?","choices":\
            [{"value":"ship"},{"value":"review"},{"value":"decline"}]}]}
            """
        }
        return Load(bodies, to: "/v1/decisions")
    }()

    /// A chat that no feature claims.
    static let chat = chat(to: "/v1/chat/completions")

    static func chat(to path: String) -> Load {
        let body = """
            {"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are a support-ticket \
            classifier. Answer with one label from: billing, bug, feature, account, other."},{"role":\
            "user","content":"Hi, I was charged twice for my March subscription and I cannot find \
            the invoice in my account page. Could you please refund one of the two payments and \
            send me the receipt? My order number is 48213."}],"temperature":0,"max_tokens":16}
            """
        return Load([body], to: path)
    }
}

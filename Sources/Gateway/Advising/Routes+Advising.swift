import Hummingbird

extension Routes {
    /// The pages of the advisor, which the gateway and the advisor's own server have alike.
    static func addAdvice(to router: Router<GatewayContext>, _ advice: AdviceEndpoint) {
        router.get("/advise") { _, context in await advice.list(for: context.grant) }
        router.post("/advise") { request, context in
            await advice.begin(try await body(request, context), for: context.grant)
        }
        router.get("/advise/:name") { request, context in
            let query = request.uri.queryParameters
            return await advice.question(
                try name(context), by: query["by"].map(String.init),
                item: query["item"].map(String.init), for: context.grant)
        }
        router.post("/advise/:name") { request, context in
            await advice.answer(
                try name(context), try await body(request, context), for: context.grant)
        }
        router.get("/advise/:name/result") { _, context in
            await advice.result(try name(context))
        }
    }
}

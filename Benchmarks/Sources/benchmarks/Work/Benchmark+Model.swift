import CReference
import Foundation

extension Benchmark {
    static let model = Benchmark(
        name: "model", summary: "recorded cases through a model that answers at once, logged"
    ) { setting in
        let requests = setting.pick(quick: 5_000, full: 40_000)
        let traffic = setting.path("model.jsonl")
        try Traffic.write(requests, to: traffic)
        let replay = Replay(
            setting: setting, traffic: traffic, cases: requests,
            evidence: setting.path("model.sqlite"))
        let measured = try ModelServer.serving { port in
            let url = ModelServer.url(port)
            return try inTurn(
                runs: setting.pick(quick: 2, full: 5),
                [
                    {
                        let options = ["--only", "model", "--concurrency", "64"]
                        let variables = ["ASSAY_BENCHMARK_URL": url]
                        return try replay.run(options, variables: variables)
                            .casesPerSecond(requests)
                    },
                    { try postsPerSecond(requests, to: "\(url)/chat/completions") },
                ])
        }
        return [
            Row(
                "replay of a model, 64 at once, logged", .perSecond, measured[0],
                beside: [Row.Reference(name: "libcurl multi in C", samples: measured[1])],
                goal: .atLeastTimesReference(0.5))
        ]
    }

    private static func postsPerSecond(_ requests: Int, to url: String) throws -> Double {
        var answered = 0
        let seconds = seconds { answered = chat_client_run(url, request, requests, 64) }
        guard answered == requests else {
            throw BenchmarkError.wrongResult("\(answered) of \(requests) posts were answered")
        }
        return Double(requests) / seconds
    }

    /// What `assay` posts for a case, to the length.
    private static let request = """
        {"model":"mock","messages":[{"role":"system","content":"You check the orders of an online \
        shop.\\nAnswer with exactly one label: ship, review or decline."},{"role":"user",\
        "content":"An order of 3 items for 512.20 dollars by maria.lopez@shop.example (gold), \
        1204 days with us, to US.\\nThey wrote: please leave it with the neighbour at number 14, \
        the bell is broken"}],"temperature":0,"max_tokens":64,"response_format":{"type":\
        "json_schema","json_schema":{"name":"answers","strict":true,"schema":{"type":"object",\
        "properties":{"order":{"type":"string","enum":["ship","review","decline"],"description":\
        "May this order be shipped, should a person look at it, or is it to be declined?"}},\
        "required":["order"],"additionalProperties":false}}}}
        """
}

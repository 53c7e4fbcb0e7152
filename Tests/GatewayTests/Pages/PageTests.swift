import CurlTransport
import Decisions
import Evidence
import Foundation
import Gateway
import JSONCodec
import Testing

/// The pages over HTTP, with observations in the log.
struct PageTests {
    @Test(arguments: ["/", "/features/parcels", "/features/parcels/label"])
    func `a page loads nothing from elsewhere and is not kept`(path: String) async throws {
        try await RunningGateway.with { gateway in
            let page = try await gateway.get(path)
            #expect(page.status == 200)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.headers["cache-control"] == "no-store")
            #expect(page.headers["x-content-type-options"] == "nosniff")
            #expect(page.headers["referrer-policy"] == "no-referrer")
            let policy = try #require(page.headers["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
            #expect(!page.text.contains("<style") && !page.text.contains(" style="))
            #expect(!page.text.contains("<script>") && !page.text.contains("onclick"))
        }
    }

    @Test(arguments: [
        ("style.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml"),
        ("label.js", "text/javascript; charset=utf-8"),
    ])
    func `what pages load is there`(name: String, type: String) async throws {
        try await RunningGateway.with { gateway in
            let asset = try await gateway.get("/assets/\(name)")
            #expect(asset.status == 200 && asset.headers["content-type"] == type)
            #expect(try await gateway.get("/assets/other").status == 404)
        }
    }

    @Test func `a disagreement is shown with both answers, and what people wrote is text`()
        async throws
    {
        try await Labelling.with { labelling in
            let page = try await labelling.gateway.get("/features/parcels")
            #expect(page.text.contains("&lt;b&gt;now&lt;"), "\(page.text)")
            #expect(!page.text.contains("<b>now"))
            #expect(page.text.contains("agreed in 0% of 1 pair"))
        }
    }

    @Test func `a label is a person's outcome that says what they had been shown, and an event`()
        async throws
    {
        try await Labelling.with { labelling in
            let screen = try await labelling.screen()
            #expect(screen.text.contains("1 case left"))
            let reply = try await labelling.post(
                "observation=\(screen.observation)&token=\(screen.token)&value=true&rater=Ann+B.")
            #expect(reply.status == 303, "\(reply.text)")
            #expect(reply.headers["location"] == "/features/parcels/label")
            let cookie = try #require(reply.headers["set-cookie"])
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
            let found = try #require(try await labelling.observation())
            #expect(found.truth == .flag(true))
            let events = try await labelling.gateway.store.foldEvents(
                of: labelling.key, into: [Event]()
            ) { $0.append($1.event) }
            #expect(events.map(\.kind) == [.labelled] && events[0].user == "Ann B.")
            let line = try await labelling.exported()
            #expect(
                line.contains(
                    #""rater":"Ann B.","shown_output_of":["heuristic","model"],"label_probability":1"#
                ))
            #expect(try await labelling.screen().text.contains("Nothing is left to label"))
        }
    }

    @Test func `a judge's opinion is logged, and a person is asked all the same`() async throws {
        try await Labelling.with { labelling in
            let screen = try await labelling.screen()
            let opinion =
                #"{"observation_id":"\#(screen.observation)","question":"urgent","value":true,"#
                + #""source":"judge","rater":"big-judge"}"#
            let reply = try await labelling.gateway.post("/v1/outcomes", opinion)
            #expect(reply.json["accepted"]?.int == 1, "\(reply.text)")
            #expect(try await labelling.observation()?.truth == nil)
            #expect(try await labelling.screen().text.contains("1 case left"))
        }
    }

    @Test func `what a judge doubts is asked for by a label plan, and its chance is logged`()
        async throws
    {
        let plan = LabelPlan(
            question: "urgent", judge: "big-judge",
            frozenAt: Timestamp(microseconds: 1_795_348_800_000_000), lastCase: 9, planned: 50,
            scale: 0.9, least: 0.02)
        // The paths agree, and the lot of such cases has not drawn this one.
        try await Labelling.with(modelSays: 1) { labelling in
            let text = try await labelling.screen().text
            #expect(text.contains("Nothing is left to label"))
        }
        try await Labelling.with(modelSays: 1, labelPlans: [plan]) { labelling in
            let opinion =
                #"{"case_id":"c1","question":"urgent","value":true,"source":"judge","#
                + #""rater":"big-judge","confidence":0.5}"#
            let reply = try await labelling.gateway.post("/v1/outcomes", opinion)
            #expect(reply.json["accepted"]?.int == 1, "\(reply.text)")
            let screen = try await labelling.screen()
            #expect(screen.text.contains("1 case left"))
            _ = try await labelling.post(
                "observation=\(screen.observation)&token=\(screen.token)&value=true&rater=ann")
            let line = try await labelling.exported()
            #expect(line.contains(#""label_probability":0.636"#), "\(line)")
        }
    }

    @Test func `who cannot tell passes on, and nothing is logged`() async throws {
        try await Labelling.with { labelling in
            let screen = try await labelling.screen()
            let reply = try await labelling.post(
                "observation=\(screen.observation)&token=\(screen.token)&skip=1&rater=ann")
            #expect(reply.status == 303)
            #expect(try await labelling.observation()?.truth == nil)
            #expect(try await labelling.screen().text.contains("Nothing is left to label"))
        }
    }

    @Test(arguments: [
        ("token=no&value=true&rater=a", 403), ("value=true&rater=a", 403),
        ("token=TOKEN&value=maybe&rater=a", 400), ("token=TOKEN&value=true&rater=", 400),
        ("token=TOKEN&value=true&rater=%00", 400), ("token=TOKEN&value=%ff&rater=a", 400),
    ])
    func `a form that is not the page's changes nothing`(form: String, status: Int) async throws {
        try await Labelling.with { labelling in
            let screen = try await labelling.screen()
            let body = form.replacing("TOKEN", with: screen.token)
            let reply = try await labelling.post("observation=\(screen.observation)&\(body)")
            #expect(reply.status == status, "\(reply.text)")
            #expect(try await labelling.observation()?.truth == nil)
        }
    }
}

/// What browsers and programs get where there is no page.
struct ErrorPageTests {
    @Test(arguments: [
        ("/features/none", 404, "here is no feature"), ("/nothing", 404, "here is nothing at"),
        ("/assets/other", 404, "here is no such asset"),
    ])
    func `an error is a page to browsers and JSON to programs`(
        path: String, status: Int, fact: String
    ) async throws {
        try await RunningGateway.with { gateway in
            let page = try await gateway.get(
                path, headers: ["accept": "text/html,application/xhtml+xml,*/*;q=0.8"])
            #expect(page.status == status)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            let policy = page.headers["content-security-policy"]
            #expect(policy?.hasPrefix("default-src 'none'") == true)
            #expect(page.text.contains(fact) && page.text.contains(#"href="/""#))
            let plain = try await gateway.get(path, headers: ["accept": "*/*"])
            #expect(plain.status == status)
            #expect(plain.json["error"]?["message"]?.string?.contains(fact) == true)
            let api = try await gateway.get("/v1/features/none", headers: ["accept": "text/html"])
            #expect(api.json["error"]?["code"] == "unknown_feature")
        }
    }
}

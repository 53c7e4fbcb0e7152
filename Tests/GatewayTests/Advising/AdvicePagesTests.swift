import Advisor
import CurlTransport
import Foundation
import Gateway
import Testing

/// The advisor's pages over HTTP.
struct AdvicePagesTests {
    @Test func `an interview asks a question a page, saves each answer and ends with the advice`()
        async throws
    {
        try await Advising.with { advising in
            var page = try await advising.begin("Is the invoice paid?", by: "Ana Ng")
            #expect(page.address == "/advise/is-the-invoice-paid?by=Ana%20Ng")
            #expect(page.text.contains("What kind of answer does this feature give?"))
            page = try await advising.answer(page, "2", note: "in the ledger")
            #expect(page.address == "/advise/is-the-invoice-paid/result", "\(page.text)")
            #expect(page.text.contains("neither: a lookup"))
            let saved = try await advising.shelf.assessment(of: "is-the-invoice-paid")
            #expect(
                saved.entries == [
                    .init(item: "shape", answer: 2, by: "Ana Ng", note: "in the ledger")
                ])
            #expect(saved.forecasts.map(\.outcome) == [.notADecisionProblem])
            #expect(
                saved.forecasts[0].on.hasPrefix("2026-11-2") && saved.forecasts[0].by == "Ana Ng")
        }
    }

    @Test
    func `who goes back finds the answer and the note, and an interview goes on where it was`()
        async throws
    {
        try await Advising.with { advising in
            var page = try await advising.begin("refunds", by: "ana")
            page = try await advising.answer(page, "0", note: "a \"team\"")
            let second = page.item
            #expect(second != "shape")
            let back = try await advising.page("/advise/refunds?by=ana&item=shape")
            #expect(back.text.contains(#"value="0" required checked autofocus"#))
            #expect(back.text.contains("a &quot;team&quot;"))
            #expect(page.text.contains("/advise/refunds?by=ana&amp;item=shape"))
            #expect(try await advising.page("/advise/refunds?by=ana").item == second)
        }
    }

    @Test func `where people differ stands before what follows`() async throws {
        try await Advising.with { advising in
            for (person, answer) in [("ana", "1"), ("bo", "3")] {
                var page = try await advising.begin("refunds", by: person)
                page = try await advising.answer(page, "0")
                _ = try await advising.answer(page, answer)
            }
            let text = try await advising.page("/advise/refunds/result").text
            let differ = try #require(text.firstRange(of: "You differ on"))
            let score = try #require(text.firstRange(of: "<h2>Why</h2>"))
            #expect(differ.lowerBound < score.lowerBound)
            #expect(text.contains("<li>ana says 1: ") && text.contains("<li>bo says 3: "))
        }
    }

    @Test func `three amounts answer the question of payback in place of a choice`() async throws {
        try await Advising.with { advising in
            let page = try await advising.page("/advise/refunds?by=ana&item=payback")
            #expect(page.text.contains(#"name="amounts""#))
            #expect(!page.text.contains(#"value="0" required"#))
            func post(_ amounts: String) async throws -> Reply {
                try await advising.gateway.form(
                    "/advise/refunds",
                    "token=\(page.token)&item=payback&by=ana&note=euros&amounts=\(amounts)")
            }
            #expect(try await post("1+2").status == 400)
            #expect(try await post("").status == 400)
            #expect(try await post("20000+6000+1000").status == 303)
            let saved = try await advising.shelf.assessment(of: "refunds").entry(
                "payback", by: "ana")
            #expect(saved?.answer == 1)
            #expect(saved?.note == "20000 / (6000 - 1000) = 4 months; euros")
        }
    }

    @Test(arguments: [
        ("token=no&item=shape&answer=1&by=ana", 403), ("item=shape&answer=1&by=ana", 403),
        ("token=TOKEN&item=shap&answer=1&by=ana", 400),
        ("token=TOKEN&item=shape&answer=5&by=ana", 400),
        ("token=TOKEN&item=shape&answer=&by=ana", 400),
        ("token=TOKEN&item=shape&answer=1&by=", 400),
        ("token=TOKEN&item=shape&answer=1&by=%0aana", 400),
        ("token=TOKEN&item=shape&answer=1&by=ana&note=a%0ab", 400),
        ("token=TOKEN&item=shape&answer=1&by=ana&note=LONG", 400),
        ("token=TOKEN&item=shape&answer=1&by=%ff", 400),
    ])
    func `a form that is not the page's is refused on a page, and changes nothing`(
        form: String, status: Int
    ) async throws {
        try await Advising.with { advising in
            let page = try await advising.begin("refunds", by: "ana")
            let body = form.replacing("TOKEN", with: page.token)
                .replacing("LONG", with: String(repeating: "x", count: 1001))
            let reply = try await advising.gateway.form("/advise/refunds", body)
            #expect(reply.status == status, "\(reply.text)")
            #expect(reply.text.contains("<h1>That did not work</h1>"))
            #expect(await advising.shelf.names().isEmpty)
        }
    }

    @Test func `a form of one feature does not do for another, nor does another site's`()
        async throws
    {
        try await Advising.with { advising in
            let page = try await advising.begin("refunds", by: "ana")
            let body = "token=\(page.token)&item=shape&answer=1&by=ana"
            #expect(try await advising.gateway.form("/advise/other", body).status == 403)
            let foreign = try await advising.gateway.form(
                "/advise/refunds", body, headers: ["origin": "https://elsewhere.example"])
            #expect(foreign.status == 403)
            #expect(await advising.shelf.names().isEmpty)
        }
    }

    @Test(arguments: [
        "/advise", "/advise/refunds", "/advise/refunds?by=ana", "/advise/refunds/result",
        "/advise/broken?by=ana", "/advise/%2e%2e",
    ])
    func `a page has no script, loads nothing from elsewhere and is not kept`(
        path: String
    ) async throws {
        try await Advising.with { advising in
            let first = try await advising.begin("refunds", by: "<b>ana</b>")
            _ = try await advising.answer(first, "1", note: "<script>alert(1)</script>")
            let page = try await advising.gateway.get(path)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8", "\(page.text)")
            #expect(page.headers["cache-control"] == "no-store")
            let policy = try #require(page.headers["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
            #expect(!page.text.contains("<script") && !page.text.contains(" style="))
            #expect(!page.text.contains("<b>ana"))
        }
    }

    @Test func `a file that cannot be read is said, and takes no other page away`() async throws {
        try await Advising.with { advising in
            let page = try await advising.gateway.get("/advise/broken/result")
            #expect(page.status == 409)
            #expect(page.text.contains("Broken/assessment.yaml:3:1: no &lt;list&gt;."))
            #expect(try await advising.gateway.get("/advise").status == 200)
        }
    }

    @Test func `a gateway without assessments says so`() async throws {
        try await RunningGateway.with { gateway in
            let page = try await gateway.get("/advise")
            #expect(page.status == 503 && page.text.contains("This server has no assessments."))
        }
    }
}

import CurlTransport
import Foundation
import Gateway
import Testing

/// A gateway with assessments, used as a browser would.
struct Advising: Sendable {
    /// A page with its address and what its form would post.
    struct Page {
        let address: String
        let text: String

        func hidden(_ name: String) -> String {
            let parts = text.split(separator: #"name="\#(name)" value=""#)
            return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
        }

        var token: String { hidden("token") }
        var item: String { hidden("item") }
    }

    let gateway: RunningGateway
    let shelf: MemoryShelf

    static func with(_ body: @escaping @Sendable (Advising) async throws -> Void) async throws {
        let shelf = try MemoryShelf()
        try await RunningGateway.with(assessments: shelf) { gateway in
            try await body(Advising(gateway: gateway, shelf: shelf))
        }
    }

    func page(_ path: String) async throws -> Page {
        Page(address: path, text: try await gateway.get(path).text)
    }

    func begin(_ feature: String, by person: String) async throws -> Page {
        let token = try await page("/advise").token
        return try await follow(
            gateway.form(
                "/advise", "token=\(token)&feature=\(Self.coded(feature))&by=\(Self.coded(person))")
        )
    }

    func answer(_ page: Page, _ answer: String, note: String = "") async throws -> Page {
        let path = String(page.address.prefix { $0 != "?" })
        let person = page.address.split(separator: "by=").last.map(String.init) ?? ""
        return try await follow(
            gateway.form(
                path,
                "token=\(page.token)&item=\(page.item)&answer=\(answer)&by=\(person)"
                    + "&note=\(Self.coded(note))"))
    }

    private func follow(_ reply: Reply) async throws -> Page {
        #expect(reply.status == 303, "\(reply.text)")
        return try await page(try #require(reply.headers["location"]))
    }

    private static func coded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

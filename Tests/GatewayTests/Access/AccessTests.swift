import CurlTransport
import Decisions
import Foundation
import JSONCodec
import ShadowEvaluation
import Synchronization
import Testing

@testable import Gateway

/// Who is let in: by key and scope, by where a request comes from, and how often.
struct AccessTests {
    private static let start = Timestamp(microseconds: 0)

    private func key(_ scopes: KeyScopes, _ name: String = "k") -> (key: APIKey, stored: StoredKey)
    {
        let key = APIKey()
        return (key, StoredKey(key, name: name, scopes: scopes, createdAt: Self.start))
    }

    private static let decision =
        #"{"model":"parcels","input":"now","questions":[{"type":"predicate","name":"urgent","#
        + #""instructions":"?"}]}"#

    private static let paths: [(String, String, KeyScopes)] = [
        ("POST", "/v1/decisions", .decide), ("POST", "/v1/systemone", .decide),
        ("POST", "/v1/chat/completions", .decide), ("GET", "/v1/models", .decide),
        ("POST", "/v1/outcomes", .outcomes), ("POST", "/v1/events", .outcomes),
        ("GET", "/", .read), ("GET", "/metrics", .read), ("GET", "/v1/features", .read),
        ("GET", "/features/parcels", .read), ("GET", "/features/parcels/label", .read),
        ("POST", "/v1/features/parcels/control", .admin), ("POST", "/v1/reload", .admin),
        ("POST", "/v1/features/parcels/reload", .admin),
        ("POST", "/features/parcels/label", [.read, .outcomes]),
    ]

    @Test(arguments: paths)
    func `each path needs its scope`(
        method: String, path: String, needed: KeyScopes
    ) async throws {
        let all: KeyScopes = [.decide, .outcomes, .read, .admin]
        let right = key(needed)
        let wrong = key(all.subtracting(needed))
        try await RunningGateway.with(keys: [right.stored, wrong.stored]) { gateway in
            func status(_ key: String?) async throws -> Int {
                var headers = HTTPHeaders()
                if let key { headers.set("authorization", "Bearer \(key)") }
                return method == "GET"
                    ? try await gateway.get(path, headers: headers).status
                    : try await gateway.post(path, "{}", headers: headers).status
            }
            #expect(try await status(nil) == 401)
            #expect(try await status(APIKey().text) == 401)
            #expect(try await status(wrong.key.text) == 403)
            let letIn = try await status(right.key.text)
            // A form without its token is refused by the page itself.
            #expect(letIn != 401 && (letIn != 403 || path.hasSuffix("/label")))
        }
    }

    @Test(arguments: ["/healthz", "/readyz", "/assets/style.css"])
    func `what says nothing of anybody needs no key`(path: String) async throws {
        try await RunningGateway.with(keys: [key(.admin).stored]) { gateway in
            let reply = try await gateway.get(path)
            #expect(reply.status == 200)
        }
    }

    @Test func `a refusal is in the dialect of its path`() async throws {
        try await RunningGateway.with(keys: [key(.read).stored]) { gateway in
            let openAI = try await gateway.post("/v1/decisions", Self.decision)
            #expect(openAI.json["error"]?["code"]?.string == "invalid_api_key")
            let systemOne = try await gateway.post("/v1/systemone", "{}")
            #expect(
                systemOne.json["detail"]?["error_type"]?.string == "authentication_error")
            #expect(openAI.headers["www-authenticate"]?.hasPrefix("Basic") == true)
        }
    }

    @Test func `a key is a bearer, a field of its own, or a page's password`() async throws {
        let made = key([.read, .admin])
        try await RunningGateway.with(keys: [made.stored]) { gateway in
            let password = Data("anyone:\(made.key.text)".utf8).base64EncodedString()
            for (name, value) in [
                ("authorization", "bearer \(made.key.text)"), ("x-assay-key", made.key.text),
                ("x-api-key", made.key.text), ("authorization", "Basic \(password)"),
            ] {
                let reply = try await gateway.get("/", headers: [name: value])
                #expect(reply.status == 200, "\(name)")
            }
            // A browser would send the password along with another page's form.
            let control = try await gateway.post(
                "/v1/features/parcels/control", #"{"models_off":true}"#,
                headers: ["authorization": "Basic \(password)"])
            #expect(control.status == 403)
        }
    }

    @Test func `the gateway's key is found beside an upstream's, and no password goes on`()
        async throws
    {
        let made = key(.decide)
        try await RunningGateway.with(keys: [made.stored]) { gateway in
            let beside = try await gateway.get(
                "/v1/models",
                headers: ["authorization": "Bearer sk-upstream", "x-api-key": made.key.text])
            #expect(beside.status == 200)
            let password = Data(":\(made.key.text)".utf8).base64EncodedString()
            let basic = try await gateway.get(
                "/v1/models", headers: ["authorization": "Basic \(password)"])
            #expect(basic.status == 403)
        }
    }

    @Test(arguments: ["Basic", "Basic !!", "Basic YQ==", "Bearer", "Digest x", ""])
    func `what is no key lets nobody in`(authorization: String) async throws {
        try await RunningGateway.with(keys: [key(.read).stored]) { gateway in
            let reply = try await gateway.get("/", headers: ["authorization": authorization])
            #expect(reply.status == 401)
        }
    }

    @Test func `without keys pages answer to this machine's names alone`() async throws {
        try await RunningGateway.with { gateway in
            for host in ["localhost", "127.0.0.1:80", "[::1]:80"] {
                #expect(try await gateway.get("/", headers: ["host": host]).status == 200)
            }
            for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil"] {
                let reply = try await gateway.get("/", headers: ["host": host])
                #expect(reply.status == 403, "\(host)")
            }
            let decision = try await gateway.post(
                "/v1/decisions", Self.decision, headers: ["host": "gateway.internal"])
            #expect(decision.status == 200)
        }
    }

    @Test func `a page of another place may not send outcomes`() async throws {
        try await RunningGateway.with { gateway in
            let body = #"{"case_id":"a","question":"urgent","value":true}"#
            for origin in ["https://evil.example", "null"] {
                let foreign = try await gateway.post(
                    "/v1/outcomes", body, headers: ["origin": origin])
                #expect(foreign.status == 403)
            }
            let own = try await gateway.post(
                "/v1/outcomes", body, headers: ["origin": gateway.url("")])
            #expect(own.status == 200)
        }
    }

    @Test func `each key has its own rate`() async throws {
        let (one, other) = (key(.decide, "one"), key(.decide, "other"))
        var slow = key(.decide, "slow")
        slow.stored.rateLimit = 1
        let keys = [one.stored, other.stored, slow.stored]
        try await RunningGateway.with(keys: keys, rateLimit: 2) { [slow] gateway in
            func ask(_ key: APIKey) async throws -> Reply {
                try await gateway.post(
                    "/v1/systemone", "{}", headers: ["x-assay-key": key.text])
            }
            var statuses: [Int] = []
            for _ in 0..<8 { statuses.append(try await ask(one.key).status) }
            #expect(statuses == [422, 422] + Array(repeating: 429, count: 6))
            let refused = try await ask(one.key)
            #expect(refused.json["detail"]?["error_type"]?.string == "rate_limit_error")
            #expect(refused.headers["retry-after"] != nil)
            #expect(try await ask(other.key).status == 422)
            #expect(try await ask(slow.key).status == 422)
            #expect(try await ask(slow.key).status == 429)
        }
    }

    @Test func `a bucket refills with time`() {
        let limiter = RequestLimiter()
        #expect(limiter.take("k", of: 2, at: 0) == nil && limiter.take("k", of: 2, at: 0) == nil)
        #expect(limiter.take("k", of: 2, at: 0) == .milliseconds(500))
        #expect(limiter.take("other", of: 2, at: 0) == nil)
        #expect(limiter.take("k", of: 2, at: 500_000_000) == nil)
        #expect(limiter.take("k", of: 2, at: 500_000_000) != nil)
        // However long nobody asks, no more than a second's worth is kept.
        #expect(limiter.take("k", of: 2, at: 1_000_000_000_000) == nil)
        #expect(limiter.take("k", of: 2, at: 1_000_000_000_000) == nil)
        #expect(limiter.take("k", of: 2, at: 1_000_000_000_000) != nil)
    }

    @Test func `a key that has ended stays so when the clock is set back`() {
        let time = Atomic<Int64>(0)
        let clock = LiveClock(
            nanoseconds: { 0 },
            now: { Timestamp(microseconds: time.load(ordering: .relaxed)) })
        var (made, other) = (key(.decide), key(.decide))
        made.stored.endsAt = Timestamp(microseconds: 100)
        other.stored.endsAt = Timestamp(microseconds: 300)
        let access = AccessGuard(KeyRing([made.stored, other.stored]), clock: clock)
        func isLetIn(_ key: APIKey, at moment: Int64) -> Bool {
            time.store(moment, ordering: .relaxed)
            let presented = PresentedKey { $0 == "x-assay-key" ? key.text : nil }
            return presented.flatMap(access.verify) != nil
        }
        #expect(isLetIn(made.key, at: 99) && !isLetIn(made.key, at: 100))
        #expect(!isLetIn(made.key, at: 50) && !isLetIn(made.key, at: -1_000_000))
        #expect(isLetIn(other.key, at: 50))
    }

    @Test func `keys that end shut the door, also the last one`() {
        let clock = LiveClockStub.clock
        let made = key(.read)
        let access = AccessGuard(KeyRing([]), clock: clock)
        #expect(!access.needsKey)
        access.replace(KeyRing([made.stored]))
        #expect(access.needsKey)
        access.replace(KeyRing([]))
        #expect(access.needsKey)
    }
}

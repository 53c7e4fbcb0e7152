import CurlTransport
import Decisions
import Foundation
import Gateway
import Logging
import TestSupport
import Testing

/// The gateway's own certificate: which pairs of files it takes, and what it says of the others.
@Suite(.enabled(if: SecureServer.isPossible, Comment(rawValue: SecureServer.reason)))
struct CertificateTests {
    private struct Unexpected: Error {
        var error: CertificateError?
    }

    private static var now: Timestamp { Timestamp(microseconds: Int64(time(nil)) * 1_000_000) }

    private static func with(
        _ body: (SecureServer.Certificates, URL) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(SecureServer.Certificates(in: folder), folder)
    }

    private static func error(
        _ certificate: String, _ key: String, at time: Timestamp = now
    ) -> CertificateError? {
        do throws(CertificateError) {
            _ = try ServerIdentity(CertificateFiles(certificate: certificate, key: key), at: time)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a pair that cannot be used says why`() async throws {
        try await Self.with { certificates, folder in
            let pem = certificates.server
            let key = pem + ".key"
            let other = certificates.stranger + ".key"
            #expect(Self.error(pem, key) == nil)
            #expect(Self.error(pem, other) == .mismatch(certificate: pem, key: other))
            #expect(Self.error(key, key) == .noCertificate(path: key))
            #expect(Self.error(pem, pem) == .noKey(path: pem))
            let missing = folder.appending(path: "none.pem").path
            #expect(
                Self.error(missing, key)
                    == .unreadable(path: missing, reason: "no such file or directory"))
            let locked = folder.appending(path: "locked.key").path
            try "-----BEGIN ENCRYPTED PRIVATE KEY-----\n".write(
                toFile: locked, atomically: true, encoding: .utf8)
            #expect(Self.error(pem, locked) == .encryptedKey(path: locked))
            let late = Self.error(pem, key, at: Timestamp(microseconds: 4_102_444_800_000_000))
            guard case .expired(pem, _) = late else {
                throw Unexpected(error: late)
            }
            let early = Self.error(pem, key, at: Timestamp(microseconds: 0))
            guard case .notYetValid(pem, _) = early else {
                throw Unexpected(error: early)
            }
        }
    }

    @Test func `a key that others can read is noticed`() async throws {
        try await Self.with { certificates, _ in
            let key = certificates.server + ".key"
            let files = CertificateFiles(certificate: certificates.server, key: key)
            for (mode, isOpen) in [(0o600, false), (0o640, false), (0o644, true), (0o660, true)] {
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode], ofItemAtPath: key)
                #expect(files.isKeyOpen == isOpen, "\(String(mode, radix: 8))")
            }
        }
    }

    @Test func `renewed files count for new connections, broken ones change nothing`()
        async throws
    {
        try await Self.with { certificates, folder in
            let pem = folder.appending(path: "own.pem").path
            @Sendable func put(_ source: String) throws {
                for end in ["", ".key"] {
                    try? FileManager.default.removeItem(atPath: pem + end)
                    try FileManager.default.copyItem(atPath: source + end, toPath: pem + end)
                }
            }
            try put(certificates.stranger)
            let identity = try ServerIdentity(
                CertificateFiles(certificate: pem, key: pem + ".key"), at: Self.now)
            try await RunningGateway.with(identity: identity) { gateway in
                let client = try CurlTransport(
                    configuration: TransportConfiguration(
                        certificateAuthorities: certificates.authority))
                let url = "https://127.0.0.1:\(gateway.port)/healthz"
                await #expect(throws: TransportError.self) {
                    _ = try await client.send(HTTPRequest(.get, url, timeouts: .patient))
                }
                #expect(try !identity.renew(at: Self.now))
                try "half".write(toFile: pem, atomically: false, encoding: .utf8)
                #expect(throws: CertificateError.noCertificate(path: pem)) {
                    _ = try identity.renew(at: Self.now)
                }
                try put(certificates.server)
                #expect(try identity.renew(at: Self.now))
                #expect(
                    try await client.send(HTTPRequest(.get, url, timeouts: .patient)).status == 200)
                await client.shutdown()
            }
        }
    }
}

package import Foundation
import Glibc

/// nginx on 127.0.0.1, which ends TLS and hands each request to a scripted server.
///
/// Its certificate is for the address 127.0.0.1, by an authority that nobody else knows.
package struct SecureServer: Sendable {
    package struct CannotStart: Error {
        package var reason: String
    }

    /// The newest version of HTTP that the server agrees to.
    package enum Version: Sendable {
        case http1, http2
    }

    /// PEM files, with their keys beside them.
    package struct Certificates: Sendable {
        /// Of the authority that signed the server's certificate.
        package let authority: String
        /// Of another authority.
        package let stranger: String
        /// The server's own.
        package let server: String
    }

    package static let isPossible = program("nginx") != nil && program("openssl") != nil
    package static let reason = "no TLS server: nginx or openssl is missing"

    package let port: Int
    package let certificates: Certificates
    /// The server behind, which nginx asks for each answer.
    package let scripted: ScriptedServer

    /// The URL of `path`, which starts with a slash; `host` is 127.0.0.1 by any name.
    package func url(_ path: String = "/", host: String = "127.0.0.1") -> String {
        "https://\(host):\(port)\(path)"
    }

    /// The header field with the number of the connection that brought the request.
    package static let connectionField = "X-Connection"

    /// Runs `body` with a server, which is stopped afterwards.
    ///
    /// A connection is closed after `requestsPerConnection`.
    package static func with<Value>(
        _ version: Version, requestsPerConnection: Int = 100_000,
        _ script: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Step],
        isolation: isolated (any Actor)? = #isolation,
        _ body: (SecureServer) async throws -> Value
    ) async throws -> Value {
        try await ScriptedServer.with(script) { scripted in
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "secure-server-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let certificates = try Certificates(in: folder)
            let (nginx, port) = try await start(in: folder) { port in
                configuration(
                    version, requestsPerConnection, port: port, behind: scripted.port)
            }
            defer { nginx.end() }
            return try await body(
                SecureServer(port: port, certificates: certificates, scripted: scripted))
        }
    }
}

extension SecureServer.Certificates {
    package init(in folder: URL) throws {
        func make(_ name: String, _ options: [String] = []) throws -> String {
            let path = folder.appending(path: name).path
            try SecureServer.run(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                    "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-out", path, "-keyout",
                    path + ".key",
                ] + options)
            return path
        }
        authority = try make("authority.pem")
        stranger = try make("stranger.pem")
        server = try make(
            "server.pem",
            [
                "-CA", authority, "-CAkey", authority + ".key", "-addext",
                "subjectAltName=IP:127.0.0.1",
            ])
    }
}

/// The processes.
extension SecureServer {
    /// Starts nginx on a port that is free.
    private static func start(
        in folder: URL, _ configuration: (_ port: Int) -> String
    ) async throws -> (Tool, Int) {
        let file = folder.appending(path: "nginx.conf")
        let log = folder.appending(path: "error.log")
        // Somebody else may take a port between its choice and its use.
        for _ in 0..<5 {
            let port = try freePort()
            try Data(configuration(port).utf8).write(to: file)
            let nginx = try launch("nginx", ["-p", folder.path, "-c", file.path, "-e", log.path])
            // nginx writes its number once it listens.
            let number = folder.appending(path: "nginx.pid").path
            while nginx.isRunning {
                if FileManager.default.fileExists(atPath: number) { return (nginx, port) }
                try await Task.sleep(for: .milliseconds(5))
            }
            nginx.end()
        }
        throw CannotStart(reason: (try? String(contentsOf: log, encoding: .utf8)) ?? "nginx")
    }

    private static func configuration(
        _ version: Version, _ requestsPerConnection: Int, port: Int, behind: Int
    ) -> String {
        """
        daemon off;
        master_process off;
        pid nginx.pid;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            server {
                listen 127.0.0.1:\(port) ssl\(version == .http2 ? " http2" : "");
                ssl_certificate server.pem;
                ssl_certificate_key server.pem.key;
                keepalive_requests \(requestsPerConnection);
                location / {
                    proxy_pass http://127.0.0.1:\(behind);
                    proxy_http_version 1.1;
                    proxy_buffering off;
                    add_header \(connectionField) $connection always;
                }
            }
        }
        """
    }

    private static func freePort() throws -> Int {
        let server = try ScriptedServer { _ in [] }
        server.stop()
        return server.port
    }

    fileprivate static func run(_ name: String, _ arguments: [String]) throws {
        let status = try launch(name, arguments).wait()
        guard status == 0 else {
            throw CannotStart(reason: "\(name) ended with status \(status)")
        }
    }

    private static func launch(_ name: String, _ arguments: [String]) throws -> Tool {
        guard let program = program(name) else { throw CannotStart(reason: reason) }
        return try Tool(program, arguments)
    }

    private static func program(_ name: String) -> URL? {
        // Debian keeps nginx where only root's search path leads.
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return "\(path):/usr/sbin".split(separator: ":")
            .map { URL(filePath: "\($0)/\(name)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}

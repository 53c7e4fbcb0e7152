import Foundation

/// nginx with one process: a fixed reply, a reverse proxy, and one that mirrors what it passes on.
struct NginxServer {
    private let process: ServerProcess
    let port: UInt16

    /// Starts nginx before `upstream`; `nil` where it is not installed.
    init?(_ setting: Setting, upstream: UInt16) throws {
        guard (try? ProcessRun.run(["nginx", "-v"], in: setting)) != nil else { return nil }
        let port = try Loopback.freePort()
        let file = setting.path("nginx.conf")
        try Self.configuration(port: port, upstream: upstream, folder: setting.folder.path)
            .write(toFile: file, atomically: true, encoding: .utf8)
        (process, self.port) = try ServerProcess.start(
            ["nginx", "-p", setting.folder.path, "-c", file], in: setting
        ) { _ in Loopback.isListening(port) ? port : nil }
    }

    /// Processor time so far.
    func seconds() throws -> Double { try process.processorSeconds().values.reduce(0, +) }

    /// The server under a load.
    func loaded(_ name: String, _ load: Load) -> LoadedServer {
        LoadedServer(name: name, load: load) { load in
            try LoadCost.difference({ try load(port) }, seconds)
        }
    }

    private static func configuration(port: UInt16, upstream: UInt16, folder: String) -> String {
        let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(folder)/nginx-\($0);" }.joined(separator: " ")
        let proxy = """
            proxy_pass http://model; proxy_http_version 1.1; proxy_set_header Connection "";
            """
        // Within quotes nginx takes backslashes for its own.
        let fixed = ModelServer.reply.replacing("\\", with: #"\\"#)
        return """
            daemon off; master_process off; worker_processes 1;
            pid \(folder)/nginx.pid; error_log \(folder)/nginx.err;
            events { worker_connections 1024; multi_accept on; }
            http {
              access_log off; keepalive_requests 1000000000; tcp_nodelay on; \(folders)
              upstream model {
                server 127.0.0.1:\(upstream); keepalive 256; keepalive_requests 1000000000;
              }
              server {
                listen 127.0.0.1:\(port) backlog=1024;
                location = /v1/decisions {
                  default_type application/json; return 200 '\(fixed)';
                }
                location = /v1/chat/completions { \(proxy) }
                location = /mirrored { mirror /mirror; mirror_request_body on; \(proxy) }
                location = /mirror { internal; \(proxy) }
              }
            }
            """
    }
}

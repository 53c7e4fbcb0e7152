import Foundation
import Glibc
import TestSupport
import Testing

/// A page of headless Chromium with scripts switched off, which is used by its keyboard alone: driven
/// by the browser's debugging protocol over two named pipes.
actor DrivenPage {
    /// What a reply was waited for in vain, or refused.
    struct Failure: Error {
        let method: String
        let reply: String
    }

    private let browser: Child
    private let commands: Int32
    private let events: Int32
    private var received: [UInt8] = []
    private var number = 0
    private var session: String?
    /// The documents that have been loaded, by their loaders' ids.
    private var loaded: [String] = []

    /// Runs `body` with a page that shows nothing yet; the browser ends with it.
    static func with(
        in workspace: Workspace, _ body: (DrivenPage) async throws -> Void
    ) async throws {
        let page = try DrivenPage(in: workspace)
        do {
            try await page.attach()
            try await body(page)
        } catch {
            Issue.record("\(error): \(page.browser.errorText.suffix(500))")
        }
        try await page.end()
    }

    private init(in workspace: Workspace) throws {
        let names = ["commands", "events"].map { workspace.url(".\($0)").path }
        let pipes = names.map { name in
            mkfifo(name, 0o600)
            // Open for both, neither end waits for the other.
            return Glibc.open(name, O_RDWR | O_NONBLOCK)
        }
        (commands, events) = (pipes[0], pipes[1])
        browser = try Child(
            URL(filePath: "/bin/sh"),
            [
                "-c", "exec \(Browser.program) \"$@\" 3<.commands 4>.events", "chromium",
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--user-data-dir=\(workspace.url(".driven").path)", "--remote-debugging-pipe",
                "about:blank",
            ], in: workspace.folder,
            environment: ["PATH": "/usr/bin:/bin", "HOME": workspace.folder.path],
            input: .nothing, output: workspace.url(".streams/\(UUID().uuidString)"))
    }

    private func attach() async throws {
        let target = try await send("Target.createTarget", ["url": "about:blank"])
        let attached = try await send(
            "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
        session = attached["sessionId"] as? String
        try await send("Page.enable")
        try await send("Page.setLifecycleEventsEnabled", ["enabled": true])
        try await send("Emulation.setScriptExecutionDisabled", ["value": true])
    }

    private func end() async throws {
        session = nil
        _ = try? await send("Browser.close")
        _ = try await browser.outcome(timeout: .seconds(10))
        close(commands)
        close(events)
    }

    // MARK: What a person does and sees

    func open(_ url: String) async throws {
        let loader = try await send("Page.navigate", ["url": url])["loaderId"] as? String ?? ""
        try await waitForLoad { $0.contains(loader) }
    }

    /// Presses a key of that name; of a letter, the letter.
    func press(_ key: String) async throws {
        let codes = ["Enter": 13, "Tab": 9, "ArrowDown": 40, " ": 32]
        let text = key == "Enter" ? "\r" : key.count == 1 ? key : ""
        for type in ["keyDown", "keyUp"] {
            try await send(
                "Input.dispatchKeyEvent",
                [
                    "type": type, "key": key, "text": type == "keyDown" ? text : "",
                    "windowsVirtualKeyCode": codes[key] ?? 0,
                ])
        }
    }

    /// Presses a key, and waits for the page that it leads to.
    func follow(_ key: String) async throws {
        let before = loaded.count
        try await press(key)
        try await waitForLoad { $0.count > before }
    }

    func type(_ text: String) async throws {
        for letter in text { try await press(String(letter)) }
    }

    /// The path of the page that is shown.
    func path() async throws -> String {
        let history = try await send("Page.getNavigationHistory")
        let entries = history["entries"] as? [[String: Any]] ?? []
        let index = history["currentIndex"] as? Int ?? 0
        let url = entries.indices.contains(index) ? entries[index]["url"] as? String : nil
        return url.flatMap { URL(string: $0) }?.path ?? ""
    }

    /// The page's HTML as the browser has it.
    func html() async throws -> String {
        let document = try await send("DOM.getDocument")
        let root = document["root"] as? [String: Any]
        let reply = try await send("DOM.getOuterHTML", ["nodeId": root?["nodeId"] ?? 0])
        return reply["outerHTML"] as? String ?? ""
    }

    // MARK: The protocol

    private func waitForLoad(_ condition: ([String]) -> Bool) async throws {
        let isLoaded = try await eventually {
            try await send("Page.getLayoutMetrics")
            return condition(loaded)
        }
        guard isLoaded else { throw Failure(method: "load", reply: try await path()) }
    }

    @discardableResult
    private func send(
        _ method: String, _ parameters: [String: Any] = [:]
    ) async throws -> [String: Any] {
        number += 1
        let own = number
        var message: [String: Any] = ["id": own, "method": method, "params": parameters]
        message["sessionId"] = session
        var bytes = Array(try JSONSerialization.data(withJSONObject: message))[...]
        bytes.append(0)
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(commands, $0.baseAddress, $0.count) }
            if count > 0 { bytes = bytes.dropFirst(count) }
        }
        for _ in 0..<60_000 {
            while let reply = next() {
                noteLoad(reply)
                guard reply["id"] as? Int == own else { continue }
                guard let result = reply["result"] as? [String: Any] else {
                    throw Failure(method: method, reply: "\(reply)")
                }
                return result
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw Failure(method: method, reply: "none")
    }

    private func noteLoad(_ event: [String: Any]) {
        let details = event["params"] as? [String: Any]
        guard event["method"] as? String == "Page.lifecycleEvent",
            details?["name"] as? String == "load", let loader = details?["loaderId"] as? String
        else { return }
        loaded.append(loader)
    }

    /// The next message that has come in full.
    private func next() -> [String: Any]? {
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(events, &part, part.count)
            guard count > 0 else { break }
            received += part[..<count]
        }
        guard let end = received.firstIndex(of: 0) else { return nil }
        let message = Data(received[..<end])
        received.removeSubrange(...end)
        return try? JSONSerialization.jsonObject(with: message) as? [String: Any]
    }
}

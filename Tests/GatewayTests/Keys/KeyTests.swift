import Decisions
import Foundation
import Testing

@testable import Gateway

/// Keys: made once, kept as hashes, refused when they have ended.
final class KeyTests {
    private let folder: URL
    private let now = Timestamp(microseconds: 1_767_225_600_000_000)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private var path: String { folder.appending(path: "keys.jsonl").path }
    private var file: KeyFile { KeyFile(path: path) }

    private func after(_ seconds: Int64) -> Timestamp {
        Timestamp(microseconds: now.microseconds + seconds * 1_000_000)
    }

    private func grant(_ key: APIKey, at time: Timestamp) throws -> KeyRing.Grant? {
        KeyRing(try file.read()).verify(key.text.utf8, at: time)
    }

    @Test func `a key opens what it was made for`() throws {
        let (key, stored) = try file.create(name: "shop", scopes: [.decide, .outcomes], at: now)
        #expect(
            try grant(key, at: now)
                == .init(id: stored.id, name: "shop", scopes: [.decide, .outcomes]))
        #expect(stored.scopes.names == ["decide", "outcomes"])
    }

    @Test func `the file holds no key, and is its owner's alone`() throws {
        let (key, _) = try file.create(name: "shop", scopes: .decide, at: now)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains(key.text.suffix(64)))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: KeyError.tooOpen(path: path)) { try file.read() }
    }

    @Test func `any other text is refused`() throws {
        let (key, _) = try file.create(name: "shop", scopes: .admin, at: now)
        let ring = KeyRing(try file.read())
        var texts = ["", "assay_", key.text + "0", String(key.text.dropLast()), "Bearer"]
        for index in key.text.indices {
            var changed = key.text
            changed.replaceSubrange(index...index, with: key.text[index] == "0" ? "1" : "0")
            texts.append(changed)
        }
        texts.append(APIKey().text)
        for text in texts { #expect(ring.verify(text.utf8, at: now) == nil, "\(text)") }
        #expect(KeyRing([]).verify(key.text.utf8, at: now) == nil)
    }

    @Test func `a revoked key is refused from then on`() throws {
        let (key, stored) = try file.create(name: "shop", scopes: .read, at: now)
        try file.revoke("shop", at: after(10))
        #expect(try grant(key, at: after(9)) != nil)
        #expect(try grant(key, at: after(10)) == nil)
        #expect(throws: KeyError.ended(path: path, key: stored.id)) {
            try file.revoke(stored.id, at: after(11))
        }
    }

    @Test func `a key is rotated without a gap`() throws {
        let (old, stored) = try file.create(name: "shop", scopes: [.decide, .read], at: now)
        let rotated = try file.rotate("shop", at: after(10), end: after(100))
        #expect(rotated.old.id == stored.id && rotated.stored.scopes == stored.scopes)
        for (time, opens) in [(after(50), true), (after(100), false)] {
            #expect(try (grant(old, at: time) != nil) == opens)
            #expect(try grant(rotated.key, at: time)?.name == "shop")
        }
        // The name now stands for the new key.
        let again = try file.rotate("shop", at: after(60), end: after(60))
        #expect(again.old.id == rotated.stored.id)
    }

    @Test func `keys that cannot be told apart are named`() throws {
        let ids = try (0..<2).map { _ in
            try file.create(name: "shop", scopes: .read, at: now).stored.id
        }
        #expect(throws: KeyError.ambiguous(path: path, name: "shop", ids: ids)) {
            try file.rotate("shop", at: now, end: now)
        }
        #expect(try file.rotate(ids[0], at: now, end: now).old.id == ids[0])
        #expect(throws: KeyError.unknown(path: path, key: "other")) {
            try file.revoke("other", at: now)
        }
    }

    @Test func `all keys of a name are revoked, those that are about to end among them`() throws {
        let (old, _) = try file.create(name: "shop", scopes: .read, at: now)
        let new = try file.rotate("shop", at: after(1), end: after(100)).key
        #expect(try file.revoke("shop", at: after(10)).count == 2)
        for key in [old, new] { #expect(try grant(key, at: after(10)) == nil) }
    }

    @Test func `several processes lose no key`() async throws {
        let file = file
        let now = now
        try await withThrowingTaskGroup { group in
            for index in 0..<20 {
                group.addTask {
                    _ = try file.create(name: "k\(index)", scopes: .read, at: now)
                }
            }
            try await group.waitForAll()
        }
        #expect(Set(try file.read().map(\.name)).count == 20)
        #expect(Set(try file.read().map(\.id)).count == 20)
    }

    @Test(arguments: [
        "no json", "{}", #"{"id":"a"}"#, "[1]", #"{"id":"a","name":"b","scopes":["all"]}"#,
    ])
    func `a line that is no key is named`(line: String) throws {
        _ = try file.create(name: "shop", scopes: .read, at: now)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + line + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: KeyError.noKey(path: path, line: 2)) { try file.read() }
    }

    @Test(arguments: [
        (
            KeyError.unreadable(path: "k", reason: "permission denied"),
            "k: the keys cannot be used: permission denied"
        ),
        (.tooOpen(path: "k"), "k: others can read or change the keys; `chmod 600` the file"),
        (
            .noKey(path: "k", line: 3),
            "k:3: this is no key; restore the line, or remove it and make a new key"
        ),
        (
            .unknown(path: "k", key: "shop"),
            "k: there is no key `shop`; `assay keys list` shows them"
        ),
        (
            .ambiguous(path: "k", name: "shop", ids: ["a", "b"]),
            "k: several keys are named `shop`; name one by its id: `a`, `b`"
        ),
        (
            .ended(path: "k", key: "shop"),
            "k: key `shop` has ended or is about to; make a new one with `assay keys create`"
        ),
    ])
    func `an error says what happened and what to do`(error: KeyError, text: String) {
        #expect("\(error)" == text)
    }
}

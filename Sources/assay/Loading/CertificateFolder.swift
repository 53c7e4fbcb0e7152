import Crypto
import Evidence
import Foundation
import Reports
import Verdicts

/// The folder that a certificate is written to: what a statistician needs to recompute a verdict
/// without this program.
struct CertificateFolder {
    private let path: String

    /// Makes the folder; one that has anything in it is left as it is.
    init(path: String) throws {
        self.path = path
        let files = FileManager.default
        if let contents = try? files.contentsOfDirectory(atPath: path), !contents.isEmpty {
            throw CommandFailure(
                .usage, "--certificate \(path): the folder is not empty; name a new one")
        }
        do {
            try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                .failed, "\(path): the folder cannot be made; check its place and the disk")
        }
    }

    /// Writes all but the cases, which are there by their hash.
    func write(
        _ terms: CertificateTerms, slices: SliceIndex, verdict: [UInt8], cases: String,
        plan: String?
    ) throws {
        let frozen = plan.map { [(name: "plan.yaml", bytes: Array($0.utf8))] } ?? []
        var files = [(name: "cases.csv", hash: cases)]
        for (name, bytes) in frozen + Certificate.recomputation + [("verdict.json", verdict)] {
            try write(bytes, to: name)
            files.append((name, SHA256.hash(data: bytes).hexadecimal))
        }
        try write(terms.json(files: files, slices: slices), to: "certificate.json")
        Console.note("\(path): written; `python3 \(path)/recompute.py` recomputes it")
    }

    /// Begins the table of cases, with columns for so many fields of slices.
    func table(slices: Int) throws -> CertifiedTable {
        try CertifiedTable(path: path + "/cases.csv", slices: slices)
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        do {
            try Data(bytes).write(
                to: URL(filePath: "\(path)/\(name)"), options: .withoutOverwriting)
        } catch {
            throw CommandFailure(
                .failed, "\(path)/\(name): the file cannot be written; check the disk")
        }
    }
}

/// `cases.csv`, written as its rows come.
struct CertifiedTable: Sendable {
    private let path: String
    private let file: FileHandle
    private var pending: [UInt8] = []
    private var hash = SHA256()
    /// Known to nobody once the table is written, so that no user can be told by a guess.
    private let key = SymmetricKey(size: .bits256)

    fileprivate init(path: String, slices: Int) throws {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else {
            throw CommandFailure(
                .failed, "\(path): the file cannot be written; check its folder and the disk")
        }
        self.file = file
        pending += CertifiedCase.csvHeader(slices: slices).utf8
    }

    mutating func append(_ certified: CertifiedCase) throws {
        pending += certified.csv(user: certified.user.map(alias) ?? "").utf8
        if pending.count >= 1 << 20 { try flush() }
    }

    /// Ends the table; returns the SHA-256 of its bytes in hexadecimal.
    mutating func finish() throws -> String {
        try flush()
        try file.close()
        return hash.finalize().hexadecimal
    }

    private mutating func flush() throws {
        hash.update(data: pending)
        do {
            try file.write(contentsOf: pending)
        } catch {
            throw CommandFailure(.failed, "\(path): the file cannot be written; check the disk")
        }
        pending.removeAll(keepingCapacity: true)
    }

    private func alias(_ user: UInt64) -> String {
        withUnsafeBytes(of: user.littleEndian) {
            String(HMAC<SHA256>.authenticationCode(for: $0, using: key).hexadecimal.prefix(16))
        }
    }
}

extension Sequence<UInt8> {
    fileprivate var hexadecimal: String {
        reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}

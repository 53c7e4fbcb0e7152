import Decisions
import Foundation
import NIOSSL

/// The PEM files of the gateway's certificate, with those that sign it, and of its key.
package struct CertificateFiles: Hashable, Sendable {
    package let certificate: String
    package let key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// What the files hold at some moment.
    package struct Contents: Hashable, Sendable {
        fileprivate var certificate: [UInt8]
        fileprivate var key: [UInt8]
    }

    private static let largest = 1 << 20

    /// Reads both files.
    package func read() throws(CertificateError) -> Contents {
        Contents(certificate: try Self.bytes(certificate), key: try Self.bytes(key))
    }

    /// Whether others than the owner and the group can read the key, or change it.
    package var isKeyOpen: Bool {
        var status = stat()
        return stat(key, &status) == 0 && status.st_mode & 0o027 != 0
    }

    /// Returns what connections are secured with from now on.
    func context(_ contents: Contents, at now: Timestamp) throws(CertificateError) -> NIOSSLContext
    {
        let chain = try chain(contents.certificate)
        guard let own = chain.first else { throw .noCertificate(path: certificate) }
        let second = now.microseconds / 1_000_000
        guard own.notValidAfter > second else {
            throw .expired(path: certificate, at: Self.timestamp(own.notValidAfter))
        }
        guard own.notValidBefore <= second else {
            throw .notYetValid(path: certificate, from: Self.timestamp(own.notValidBefore))
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(try privateKey(contents.key)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .mismatch(certificate: certificate, key: key)
        }
    }

    private func chain(_ bytes: [UInt8]) throws(CertificateError) -> [NIOSSLCertificate] {
        do {
            return try NIOSSLCertificate.fromPEMBytes(bytes)
        } catch {
            throw .noCertificate(path: certificate)
        }
    }

    private func privateKey(_ bytes: [UInt8]) throws(CertificateError) -> NIOSSLPrivateKey {
        guard bytes.firstRange(of: Array("ENCRYPTED".utf8)) == nil else {
            throw .encryptedKey(path: key)
        }
        do {
            return try NIOSSLPrivateKey(bytes: bytes, format: .pem)
        } catch {
            throw .noKey(path: key)
        }
    }

    private static func bytes(_ path: String) throws(CertificateError) -> [UInt8] {
        guard let file = fopen(path, "re") else {
            let reason = String(cString: strerror(errno))
            throw .unreadable(
                path: path, reason: reason.prefix(1).lowercased() + reason.dropFirst())
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: largest)
        let count = fread(&bytes, 1, largest, file)
        guard ferror(file) == 0, feof(file) != 0 else {
            throw .unreadable(path: path, reason: "it is no file of less than 1 MiB")
        }
        return Array(bytes.prefix(count))
    }

    private static func timestamp(_ second: time_t) -> Timestamp {
        Timestamp(microseconds: Int64(second) * 1_000_000)
    }
}

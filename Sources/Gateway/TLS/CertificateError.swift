package import Decisions

/// Why a certificate cannot be used.
package enum CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case noCertificate(path: String)
    case noKey(path: String)
    case encryptedKey(path: String)
    case mismatch(certificate: String, key: String)
    case expired(path: String, at: Timestamp)
    case notYetValid(path: String, from: Timestamp)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): the file cannot be read: \(reason)"
        case .noCertificate(let path):
            "\(path): there is no certificate in PEM; one begins with `-----BEGIN CERTIFICATE-----`"
        case .noKey(let path):
            "\(path): there is no private key in PEM; one begins with `-----BEGIN PRIVATE KEY-----`"
        case .encryptedKey(let path):
            "\(path): the key needs a passphrase; take it off with `openssl pkey -in FILE -out NEW`"
        case .mismatch(let certificate, let key):
            "\(certificate): the first certificate is not for the key in `\(key)`; the server's own "
                + "certificate comes first, those that sign it after it"
        case .expired(let path, let end):
            "\(path): the certificate has expired at \(end); renew it"
        case .notYetValid(let path, let start):
            "\(path): the certificate is not valid before \(start); is the clock right?"
        }
    }
}

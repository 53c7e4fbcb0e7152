import Crypto
import Foundation

/// Proves that a form came from a page of this process, shown to the holder of the same key: no
/// page of elsewhere can read it.
struct FormToken: Sendable {
    private let key = SymmetricKey(size: .bits256)

    func token(_ feature: String, for grant: KeyRing.Grant?) -> String {
        code(feature, grant).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    func isValid(_ token: String?, _ feature: String, for grant: KeyRing.Grant?) -> Bool {
        guard let token else { return false }
        // Codes of what was sent and of what is expected take as long to compare, whatever differs.
        let sent = HMAC<SHA256>.authenticationCode(for: Data(token.utf8), using: key)
        let expected = HMAC<SHA256>.authenticationCode(
            for: Data(self.token(feature, for: grant).utf8), using: key)
        return sent == expected
    }

    private func code(_ feature: String, _ grant: KeyRing.Grant?) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(
            for: Data("\(grant?.id ?? "") \(feature)".utf8), using: key)
    }
}

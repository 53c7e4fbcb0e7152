import Foundation

/// Addresses of the gateway's pages.
package enum PageLink {
    /// The page of a feature.
    package static func feature(_ name: String) -> String { "/features/" + escaped(name) }

    /// The screen on which people label a feature's cases.
    package static func labels(_ name: String) -> String { feature(name) + "/label" }

    /// RFC 3986, 2.3, in ASCII.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func escaped(_ segment: String) -> String {
        segment.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}

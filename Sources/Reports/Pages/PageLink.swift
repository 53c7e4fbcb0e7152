import Foundation

/// Addresses of the gateway's pages.
package enum PageLink {
    /// The page of a feature.
    package static func feature(_ name: String) -> String { "/features/" + escaped(name) }

    /// The screen on which people label a feature's cases.
    package static func labels(_ name: String) -> String { feature(name) + "/label" }

    /// The ideas that the advisor was asked about.
    package static let advice = "/advise"

    /// The interview about a feature.
    package static func advise(_ name: String) -> String { advice + "/" + escaped(name) }

    /// The interview of one person, at a question of it or at the next.
    package static func advise(_ name: String, by person: String, item: String? = nil) -> String {
        advise(name) + "?by=" + escaped(person) + (item.map { "&item=" + escaped($0) } ?? "")
    }

    /// What the advisor says of a feature.
    package static func advice(_ name: String) -> String { advise(name) + "/result" }

    /// RFC 3986, 2.3, in ASCII.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func escaped(_ segment: String) -> String {
        segment.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}

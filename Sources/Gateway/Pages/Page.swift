import NIOHTTP1
import Reports

/// A page of the gateway's own, with what keeps a browser from doing more with it than showing it.
enum Page {
    static func reply(_ html: String, status: HTTPResponseStatus = .ok) -> WireReply {
        WireReply(
            status: status, contentType: "text/html; charset=utf-8",
            headers: headers + [("cache-control", "no-store")], body: Array(html.utf8))
    }

    static func asset(named name: String) throws(WireProblem) -> WireReply {
        switch name {
        case "style.css":
            asset(PageAssets.style + PageAssets.adviceStyle, "text/css; charset=utf-8")
        case "icon.svg": asset(PageAssets.icon, "image/svg+xml")
        case "label.js": asset(PageAssets.labelScript, "text/javascript; charset=utf-8")
        default: throw WireProblem(.noRoute, "there is no such asset")
        }
    }

    /// Something that the pages load; it is the same for everybody, and as old as the program.
    private static func asset(_ text: String, _ contentType: String) -> WireReply {
        WireReply(
            contentType: contentType, headers: headers + [("cache-control", "max-age=300")],
            body: Array(text.utf8))
    }

    /// Sends the browser on with a GET.
    static func redirect(to path: String, cookie: String? = nil) -> WireReply {
        var fields = headers + [("location", path), ("cache-control", "no-store")]
        if let cookie { fields.append(("set-cookie", cookie)) }
        return WireReply(
            status: .seeOther, contentType: "text/plain; charset=utf-8", headers: fields, body: [])
    }

    private static let headers: [(name: String, value: String)] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ]
}

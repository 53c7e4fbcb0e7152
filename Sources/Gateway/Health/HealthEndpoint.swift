import JSONCodec
import NIOHTTP1

/// Whether the process lives, and whether it takes requests.
struct HealthEndpoint: Sendable {
    let features: FeatureDirectory
    let drain: DrainState

    /// The process answers.
    var health: WireReply { Self.reply(.ok, ["status": "ok"]) }

    /// New requests are welcome: not while it goes down, nor with nothing to serve.
    var readiness: WireReply {
        if drain.isDraining {
            return Self.reply(.serviceUnavailable, ["status": "draining"])
        }
        let count = Int64(features.table.features.count)
        return Self.reply(.ok, ["status": "ready", "features": .int(count)])
    }

    private static func reply(_ status: HTTPResponseStatus, _ body: JSONValue) -> WireReply {
        WireReply(status: status, headers: [("cache-control", "no-store")], body: body.json)
    }
}

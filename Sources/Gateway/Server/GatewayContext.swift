import Hummingbird
import NIOHTTP1

/// What handlers behind the router know of a request.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// What the request's key stands for; `nil` without keys.
    var grant: KeyRing.Grant?
    var bodyLimit = 0

    init(source: Source) {
        coreContext = .init(source: source)
    }
}

extension WireReply: ResponseGenerator {
    func response(from request: Request, context: some RequestContext) -> Response {
        var fields: HTTPFields = [.contentType: contentType]
        for (name, value) in headers {
            fields[named: name] = value
        }
        return Response(
            status: .init(code: Int(status.code)), headers: fields,
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

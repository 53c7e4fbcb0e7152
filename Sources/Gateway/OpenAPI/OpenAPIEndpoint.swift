/// Gives away the gateway's API as OpenAPI 3.1 describes it; a test holds it against ``Routes``.
struct OpenAPIEndpoint: Sendable {
    let reply = WireReply(body: PackageResources.openapi_json)
}

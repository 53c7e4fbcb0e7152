package import CurlTransport

extension HTTPTimeouts {
    /// For requests that are not about time: a busy machine may take long over them.
    package static let patient = HTTPTimeouts(connect: .seconds(300), total: .seconds(600))
}

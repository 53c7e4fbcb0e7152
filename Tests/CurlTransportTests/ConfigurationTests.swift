import CurlTransport
import Testing

struct ConfigurationTests {
    @Test(
        arguments: [
            ([:], Proxies()),
            (["HTTPS_PROXY": "p:1", "NO_PROXY": "a,b"], Proxies(https: "p:1", exceptions: "a,b")),
            (["HTTP_PROXY": "p:1", "http_proxy": "p:2"], Proxies(http: "p:2")),
            (["ALL_PROXY": "p:1", "HTTPS_PROXY": "p:2"], Proxies(http: "p:1", https: "p:2")),
            (["http_proxy": "", "HTTP_PROXY": "p:1"], Proxies(http: "p:1")),
            (["HTTP_PROXY": "evil:1", "REQUEST_METHOD": "GET"], Proxies()),
            (["http_proxy": "p:1", "REQUEST_METHOD": "GET"], Proxies(http: "p:1")),
        ] as [([String: String], Proxies)])
    func `proxies come from the environment that is passed in`(
        environment: [String: String], expected: Proxies
    ) {
        #expect(TransportConfiguration(environment: environment).proxies == expected)
    }

    @Test(
        arguments: [
            ([:], nil), (["SSL_CERT_FILE": "/a"], "/a"),
            (["SSL_CERT_FILE": "/a", "CURL_CA_BUNDLE": "/b"], "/b"),
            (["SSL_CERT_FILE": "/a", "CURL_CA_BUNDLE": ""], "/a"),
        ] as [([String: String], String?)])
    func `trusted certificates come from the environment that is passed in`(
        environment: [String: String], expected: String?
    ) {
        let configuration = TransportConfiguration(environment: environment)
        #expect(configuration.certificateAuthorities == expected)
    }

    @Test func `a proxy's password is not printed`() {
        let configuration = TransportConfiguration(proxies: Proxies(http: "http://u:secret@p:1"))
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("secret"))
        #expect(!"\(configuration)".contains("secret"))
        #expect("\(configuration.proxies)" == "http: proxy, https: direct")
    }
}

import Testing

@testable import CurlTransport

struct EndpointTests {
    @Test(arguments: [
        ("http://h", "http://h:80"),
        ("HTTPS://Api.Example.com/v1/chat?key=secret#part", "https://Api.Example.com:443/v1/chat"),
        ("https://user:p%40ss@h:8443/a", "https://h:8443/a"),
        ("https://user:p@ss@h?token=secret", "https://h:443"),
        ("http://h#@evil", "http://h:80"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://[fe80::1]", "http://[fe80::1]:80"),
        ("http://h:/", "http://h:80/"),
    ])
    func `an endpoint shows neither credentials nor query`(url: String, text: String) throws {
        #expect(try Endpoint(of: url).description == text)
        #expect(HTTPRequest(.get, url).description == "GET \(text)")
    }

    @Test(arguments: [
        ("", "no scheme"), ("h/a", "no scheme"), ("//h/a", "no scheme"),
        ("file:///etc/passwd", "a scheme other than http and https"),
        ("http:///a", "no host"), ("http://user@/a", "no host"), ("http://:80", "no host"),
        ("http://h:0", "a port that is not a number from 1 to 65535"),
        ("http://h:65536", "a port that is not a number from 1 to 65535"),
        ("http://h:8a", "a port that is not a number from 1 to 65535"),
        ("http://h/\t", "a space, a control character or one beyond ASCII"),
        ("http://h/é", "a space, a control character or one beyond ASCII"),
    ])
    func `a URL that cannot be used says why`(url: String, fault: String) {
        #expect(throws: TransportError.badURL(fault)) { try Endpoint(of: url) }
    }

    @Test func `a request prints no secret, however it is printed`() {
        let request = HTTPRequest(
            .post, "https://user:secret@h/?key=secret", headers: ["Authorization": "secret"],
            body: Array("secret".utf8))
        var dumped = ""
        dump(request, to: &dumped)
        #expect(!dumped.contains("secret"))
        #expect(!String(reflecting: request).contains("secret"))
        #expect("\(HTTPRequest(.get, "secret"))" == "GET a URL that cannot be used")
    }
}

import Gateway
import Testing

/// What the gateway says of itself when it does not run; what it says to clients stands in the
/// tests of its paths.
struct ErrorMessageTests {
    @Test(arguments: [
        (
            GatewayError.exposedWithoutKeys(host: "0.0.0.0"),
            "host `0.0.0.0`: without keys the gateway listens on this machine only; "
                + "make one with `assay keys create`, or leave out `--host`"
        ),
        (
            .cannotListen(host: "127.0.0.1", port: 80, reason: "permission denied"),
            "cannot listen on `127.0.0.1:80`: permission denied"
        ),
    ])
    func `an error says what happened`(error: GatewayError, text: String) {
        #expect(error.description == text)
    }
}

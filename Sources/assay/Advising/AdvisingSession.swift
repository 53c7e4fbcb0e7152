import Gateway

/// The advisor's own web server, from the start until a signal ends it.
struct AdvisingSession {
    let server: AdvisingServer

    func run(onStart: @escaping @Sendable (Int) -> Void) async throws {
        let work = Task { try await server.run(onStart: onStart) }
        let interrupts = Interrupts { _ in work.cancel() }
        defer { withExtendedLifetime(interrupts) {} }
        try await work.value
    }
}

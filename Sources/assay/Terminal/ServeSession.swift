import Evidence
import Gateway
import ShadowEvaluation

/// A gateway with its features, from the start until a signal ends it.
struct ServeSession {
    let gateway: Gateway
    let features: FeatureDirectory
    let runs: FeatureRuns
    let drain: SpoolDrain
    let keys: KeyWatch
    let certificate: CertificateWatch?
    let audits: AuditSchedule
    let cap: LogCap
    let keepSpending: @Sendable () async -> Void

    /// How long the log may be behind the spool.
    private static let interval = Duration.milliseconds(500)
    /// How long calls of models may take after the last request has been answered.
    private static let patience = Duration.seconds(10)

    /// Serves until SIGINT or SIGTERM; what has been accepted is answered, unless a second signal
    /// comes.
    func run(onStart: @escaping @Sendable (Int) -> Void) async throws {
        let work = Task { try await serve(onStart) }
        let interrupts = Interrupts { [gateway] count in
            if count == 1 {
                Console.note("stopping: answering what is under way; once more ends at once")
                Task { await gateway.stop() }
            } else {
                work.cancel()
            }
        }
        defer { withExtendedLifetime(interrupts) {} }
        try await work.value
    }

    private func serve(_ onStart: @escaping @Sendable (Int) -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for feature in features.table.features { runs.begin(feature.live) }
            group.addTask { await runs.run(patience: Self.patience) }
            group.addTask { await keys.run() }
            group.addTask { await audits.run() }
            group.addTask { await cap.run() }
            group.addTask { await keepSpending() }
            if let certificate { group.addTask { await certificate.run() } }
            group.addTask { await drain.run(every: Self.interval) }
            defer { group.cancelAll() }
            try await gateway.run(onStart: onStart)
            await withTaskGroup(of: Void.self) { endings in
                for feature in features.table.features {
                    endings.addTask { await feature.live.shutDown(within: Self.patience) }
                }
            }
        }
    }
}

import ArgumentParser
import CurlTransport
import Decisions
import Evidence
import Foundation
import Gateway
import Logging
import Models
import Reports
import ShadowEvaluation

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answers decisions over HTTP, and asks the other paths in their shadow.",
        discussion: """
            Speaks OpenAI's Decisions and chat completions and TypeSafe's System One. A request \
            that names a feature as its model, or asks the questions of one, is answered by it; \
            every other goes to the upstream as it came. Ctrl-C, or SIGTERM, answers what has been \
            accepted and ends.

              assay serve Rules --port 8080
              assay serve Rules --upstream openai=https://api.openai.com/v1
              assay serve Rules --host 0.0.0.0 --keys keys.jsonl
              assay serve Rules --tls-cert server.pem --tls-key server.key

            The page at / shows what the features do, and has a screen for labels; /advise asks \
            what fits a new idea. Where the file \
            of --keys has keys, every request needs one; without keys the gateway listens on this \
            machine only.

            ASSAY_UPSTREAM_OPENAI_KEY and ASSAY_UPSTREAM_SYSTEMONE_KEY go upstream instead of the \
            clients' own keys. Every decision is logged: at once in a spool beside the evidence \
            log, and soon in the log itself.
            """)

    @Argument(help: "The folder that holds the features, or one feature's folder.")
    var folder: String

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8080

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(
        help: ArgumentHelp(
            "Where requests go that no feature claims: openai or systemone; may be given again.",
            valueName: "name=url"))
    var upstream: [UpstreamArgument] = []

    @Option(help: "Log lines from this level on: debug, info (every request), notice, error.")
    var logLevel = LogLevel.notice

    @Option(
        help: ArgumentHelp(
            "The most requests a second with one key, unless the key says its own; else no limit.",
            valueName: "number"))
    var rateLimit: Int?

    @Option(
        help: ArgumentHelp(
            "The server's certificate in PEM, then those that sign it; goes with --tls-key.",
            valueName: "file"))
    var tlsCert: String?

    @Option(
        help: ArgumentHelp(
            "The certificate's key in PEM. Renewed files count within seconds.",
            valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "How large the evidence log may grow; then its oldest observations go.",
            valueName: "size"))
    var maxLogSize = ByteSize.usualLog

    @Option(
        help: ArgumentHelp(
            "A questionnaire of your own for /advise, instead of the four factors.",
            valueName: "file"))
    var questionnaire: String?

    @OptionGroup var keys: KeysOption

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        guard (0...65535).contains(port) else {
            throw ValidationError("--port is \(port); 0 to 65535 are possible")
        }
        if let rateLimit, rateLimit < 1 {
            throw ValidationError("--rate-limit is \(rateLimit); at least 1 is needed")
        }
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key go together")
        }
        for name in UpstreamArgument.Name.allCases
        where upstream.count(where: { $0.name == name }) > 1 {
            throw ValidationError("--upstream \(name.rawValue) is given twice")
        }
    }

    func run() async throws {
        ProcessMemory.shareReserves()
        // A file that may not grow is an error of the write, as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        let folders = try FeatureCollection.read(folder)
        let keyRing = KeyRing(try keys.file.read())
        let identity = try identity()
        let store = try evidence.open(.readWrite, cache: 3 << 10)
        let spoolFolder = try SpoolFolder(path: SpoolFolder.path(beside: evidence.path))
        let spool = Spool(spoolFolder)
        let logger = logger
        let drain = SpoolDrain(
            spoolFolder, into: store, from: spool, nanoseconds: Clocks.nanoseconds
        ) {
            logger.error("\($0)")
        }
        let sink = SpoolSink(spool, features: folders.map(\.feature))
        let loader = LiveFeatureLoader(store: store, sink: sink, folders: folders)
        let models = try loader.transport()
        let spending = SpendingFile(besideLog: evidence.path)
        let features = FeatureDirectory(
            FeatureTable(try await loader.features(models, spent: try spending.read())))
        let runs = FeatureRuns()
        let reloader = FeatureReloader(
            loader: loader, transport: models, directory: features, runs: runs, sink: sink)
        let transport = try CurlTransport(
            configuration: TransportConfiguration(environment: Console.environment))
        let access = AccessGuard(
            keyRing, rateLimit: rateLimit, clock: Clocks.live)
        let board = AuditBoard()
        let gateway = try Gateway(
            configuration(identity), features: features,
            services: services(store, drain, reloader, try assessments(), board),
            access: access, transport: transport, logger: logger, clock: Clocks.live)
        let session = ServeSession(
            gateway: gateway, features: features, runs: runs, drain: drain,
            keys: KeyWatch(file: keys.file, access: access, logger: logger),
            certificate: identity.map { CertificateWatch(identity: $0, logger: logger) },
            audits: AuditSchedule(
                reloader: reloader, directory: features, store: store, board: board,
                transport: transport, evidence: evidence, logger: logger),
            cap: LogCap(store: store, limit: maxLogSize, logger: logger),
            keepSpending: { await spending.keep(features, logger) })
        try await session.run { port in
            announce(features.table.features, port: port)
            ProcessMemory.dropCode()
        }
        await transport.shutdown()
        await models.shutdown()
        spool.close()
        try await drain.drain()
        try store.close()
    }

    /// The folder's assessments; where it is one feature's own, those beside it.
    private func assessments() throws -> AssessmentFiles {
        let isFeature = TextFile.exists(folder + "/feature.yaml")
        return try AssessmentFiles(
            root: isFeature
                ? URL(filePath: folder).deletingLastPathComponent().path : folder,
            questionnaire: questionnaire)
    }

    private func services(
        _ store: SQLiteEvidenceStore, _ drain: SpoolDrain, _ reloader: FeatureReloader,
        _ assessments: AssessmentFiles, _ board: AuditBoard
    ) -> GatewayServices {
        GatewayServices(
            store: store, progress: { await drain.progress },
            judge: { [evidence] feature in
                guard let folder = await reloader.folder(of: feature.name) else { return [] }
                let bench = try await VerdictBench(
                    folder: folder, arguments: evidence.arguments(on: feature), challenger: nil,
                    store: store, now: Clocks.now())
                var judgements: [FeatureStatus.Judgement] = []
                for question in folder.feature.questions {
                    judgements.append(.init(try await bench.verdict(on: question)))
                }
                return judgements
            },
            reload: { await reloader.reload($0, by: $1) }, assessments: assessments,
            audits: board)
    }

    private func identity() throws -> ServerIdentity? {
        guard let tlsCert, let tlsKey else { return nil }
        let files = CertificateFiles(certificate: tlsCert, key: tlsKey)
        let identity = try ServerIdentity(files, at: Clocks.now())
        if files.isKeyOpen {
            Console.note("\(tlsKey): others can read or change the key; `chmod 600` the file")
        }
        return identity
    }

    private func configuration(_ identity: ServerIdentity?) -> GatewayConfiguration {
        var configuration = GatewayConfiguration(host: host, port: port)
        configuration.identity = identity
        for argument in upstream {
            switch argument.name {
            case .openai: configuration.upstreams.openAI = argument.upstream
            case .systemone: configuration.upstreams.systemOne = argument.upstream
            }
        }
        return configuration
    }

    private var logger: Logger {
        var logger = Logger(label: "assay") { JSONLogHandler(label: $0) }
        logger.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .notice
        return logger
    }

    private func announce(_ features: [ServedFeature], port: Int) {
        for served in features {
            let feature = served.feature
            let shadows = served.live.namesInCharge.filter {
                $0 != feature.inCharge && $0 != "cascade"
            }
            let shadow =
                shadows.isEmpty
                ? "no shadow" : "\(shadows.joined(separator: ", ")) in the shadow"
            Console.note("\(feature.name): \(feature.inCharge) in charge, \(shadow)")
        }
        let address = host.contains(":") ? "[\(host)]" : host
        Console.note("listening on \(tlsCert == nil ? "http" : "https")://\(address):\(port)")
    }
}

/// An upstream as the command line names it.
struct UpstreamArgument: ExpressibleByArgument {
    enum Name: String, CaseIterable {
        case openai, systemone
    }

    let name: Name
    private let url: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let name = Name(rawValue: parts[0]),
            parts[1].hasPrefix("http://") || parts[1].hasPrefix("https://")
        else { return nil }
        self.name = name
        url = parts[1]
    }

    var upstream: Upstream {
        let variable = "ASSAY_UPSTREAM_\(name.rawValue.uppercased())_KEY"
        let key = Console.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        return Upstream(name: name.rawValue, baseURL: url, key: key)
    }
}

enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case debug, info, notice, error
}

// swift-tools-version: 6.2
import PackageDescription

// Imports point upwards in this list only. A target exists when it has an outside dependency
// of its own, must provably be free of I/O, or is a product.
let package = Package(
    name: "assay",
    products: [
        .executable(name: "assay", targets: ["assay"]),
        .library(name: "CEL", targets: ["CEL", "Diagnostics"]),
        .library(name: "RuleEngine", targets: ["RuleEngine", "Decisions", "CEL", "Diagnostics"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(name: "Diagnostics"),
        .target(name: "JSONCodec"),
        .target(name: "Statistics", dependencies: [.numerics]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "CEL", dependencies: ["Diagnostics", "CRE2"]),
        .target(name: "Decisions", dependencies: ["Diagnostics", "JSONCodec", .yams, .crypto]),
        .target(
            name: "RuleEngine",
            dependencies: ["CEL", "Decisions", "Diagnostics", "JSONCodec"]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CurlTransport", dependencies: ["CCurl"]),
        .target(
            name: "Models",
            dependencies: ["Decisions", "Diagnostics", "JSONCodec", "CurlTransport"]),
        .target(name: "Evidence", dependencies: ["Decisions", "JSONCodec", .grdb, .sqlite]),
        .target(
            name: "ShadowEvaluation",
            dependencies: [
                "CRE2", "Decisions", "JSONCodec", "RuleEngine", "Models", "Evidence", .crypto,
            ]),
        .target(name: "Baselines", dependencies: ["Decisions", "JSONCodec"]),
        .target(
            name: "Advisor",
            dependencies: [
                "Baselines", "CEL", "Decisions", "Diagnostics", "JSONCodec", "Statistics",
            ],
            resources: [
                .embedInCode("../../Questionnaires/four-factor.yaml"),
                .embedInCode("../../Questionnaires/launch.yaml"),
            ]),
        .target(
            name: "Audits",
            dependencies: [
                "Decisions", "Diagnostics", "Evidence", "JSONCodec", "Statistics", .numerics,
            ]),
        .target(
            name: "Verdicts",
            dependencies: [
                "Audits", "Decisions", "Diagnostics", "Evidence", "JSONCodec", "RuleEngine",
                "Statistics", "Baselines",
            ]),
        .target(
            name: "Reports",
            dependencies: [
                "Advisor", "Audits", "Decisions", "Diagnostics", "Evidence", "JSONCodec",
                "RuleEngine", "ShadowEvaluation", "Statistics", "Verdicts", .mustache,
            ],
            resources: [
                .embedInCode("Certificate/recompute.py"), .embedInCode("Certificate/textbook.py"),
            ]),
        .target(
            name: "Gateway",
            dependencies: [
                "Advisor", "Audits", "CurlTransport", "Decisions", "Evidence", "JSONCodec",
                "Models", "Reports", "RuleEngine", "ShadowEvaluation", "Statistics", .crypto,
                .hummingbird,
                .hummingbirdCore, .httpTypes, .logging,
                .metrics, .nioCore, .nioHTTP1, .nioHTTPTypes, .nioHTTPTypesHTTP1, .nioPosix,
                .nioSSL,
            ],
            resources: [.embedInCode("OpenAPI/openapi.json")]),
        .executableTarget(
            name: "assay",
            dependencies: [
                "Advisor", "Audits", "Diagnostics", "JSONCodec", "Decisions", "RuleEngine",
                "CurlTransport", "Models", "Evidence", "ShadowEvaluation", "Statistics",
                "Verdicts", "Reports",
                "Gateway", .argumentParser, .crypto, .logging,
            ]),

        .target(
            name: "TestSupport", dependencies: ["CurlTransport"], path: "Tests/TestSupport"),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "JSONCodecTests", dependencies: ["JSONCodec", "TestSupport"]),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics", "TestSupport", .numerics],
            exclude: ["Reference"]),
        .testTarget(name: "CELTests", dependencies: ["CEL", "Diagnostics", "TestSupport"]),
        .testTarget(
            name: "DecisionsTests",
            dependencies: ["Decisions", "Diagnostics", "JSONCodec", "TestSupport"]),
        .testTarget(
            name: "RuleEngineTests",
            dependencies: [
                "CEL", "Decisions", "Diagnostics", "JSONCodec", "RuleEngine", "TestSupport",
            ],
            exclude: ["Cases", "Reference"]),
        .testTarget(
            name: "CurlTransportTests", dependencies: ["CCurl", "CurlTransport", "TestSupport"]),
        .testTarget(
            name: "ModelsTests",
            dependencies: [
                "CurlTransport", "Decisions", "Diagnostics", "JSONCodec", "Models", "TestSupport",
            ]),
        .testTarget(
            name: "EvidenceTests",
            dependencies: ["Decisions", "Evidence", "JSONCodec", "TestSupport", .grdb]),
        .testTarget(
            name: "ShadowEvaluationTests",
            dependencies: [
                "Decisions", "Diagnostics", "Evidence", "JSONCodec", "Models", "RuleEngine",
                "ShadowEvaluation",
            ]),
        .testTarget(
            name: "BaselinesTests",
            dependencies: [
                "Baselines", "CEL", "Decisions", "Diagnostics", "JSONCodec", "TestSupport",
            ],
            exclude: ["Reference"]),
        .testTarget(
            name: "AdvisorTests",
            dependencies: [
                "Advisor", "Decisions", "Diagnostics", "JSONCodec", "Reports", "Statistics",
                "TestSupport",
            ]),
        .testTarget(
            name: "AuditsTests",
            dependencies: [
                "Audits", "Decisions", "Diagnostics", "Evidence", "JSONCodec", "Statistics",
                "TestSupport",
            ], exclude: ["Reference"]),
        .testTarget(
            name: "VerdictsTests",
            dependencies: [
                "Audits", "Decisions", "Diagnostics", "Evidence", "Reports", "RuleEngine",
                "Statistics", "TestSupport", "Verdicts",
            ]),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Advisor", "Audits", "Decisions", "Evidence", "JSONCodec", "Reports",
                "Statistics", "TestSupport", "Verdicts",
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Advisor", "Audits", "CurlTransport", "Decisions", "Diagnostics", "Evidence",
                "Gateway", "JSONCodec", "Models", "Reports", "RuleEngine", "ShadowEvaluation",
                "TestSupport",
                .logging,
            ]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["TestSupport", "assay", "CurlTransport", .grdb],
            exclude: ["Clients", "Transcripts"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system && target.name != "CRE2" {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}

// Only `Benchmarks` builds these, with ASSAY_BENCHMARKS=1.
if Context.environment["ASSAY_BENCHMARKS"] != nil {
    package.targets += [
        .executableTarget(
            name: "live-benchmark",
            dependencies: [
                "Decisions", "Diagnostics", "Evidence", "Models", "RuleEngine",
                "ShadowEvaluation",
            ], path: "Benchmarks/Live"),
        .executableTarget(
            name: "fill-evidence", dependencies: ["Decisions", "Evidence"],
            path: "Benchmarks/Fill"),
    ]
}

// Only those who make the documentation need its plugin:
// ASSAY_DOCS=1 swift package generate-documentation --target CEL --warnings-as-errors
if Context.environment["ASSAY_DOCS"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let metrics = product(name: "CoreMetrics", package: "swift-metrics")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioHTTPTypesHTTP1 = product(
        name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let mustache = product(name: "Mustache", package: "swift-mustache")
    static let numerics = product(name: "RealModule", package: "swift-numerics")
    static let yams = product(name: "Yams", package: "Yams")
}

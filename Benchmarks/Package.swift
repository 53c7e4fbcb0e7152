// swift-tools-version: 6.2
import PackageDescription

// What the product is held to, measured beside a reference in the same run:
//
//     swift run -c release --package-path Benchmarks benchmarks --quick
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "assay", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "CReference",
                .product(name: "CEL", package: "assay"),
                .product(name: "RuleEngine", package: "assay"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]),
        // Random expressions and what they come to, to compare with other engines.
        .executableTarget(
            name: "agreement",
            dependencies: [
                .product(name: "CEL", package: "assay"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]),
        // The references in C and C++, and a count of allocations.
        .target(
            name: "CReference",
            cSettings: [.treatAllWarnings(as: .error)],
            cxxSettings: [.treatAllWarnings(as: .error)],
            linkerSettings: [
                .linkedLibrary("curl"), .linkedLibrary("re2"), .linkedLibrary("sqlite3"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

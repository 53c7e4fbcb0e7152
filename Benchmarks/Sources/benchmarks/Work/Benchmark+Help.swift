extension Benchmark {
    static let help = Benchmark(
        name: "help", summary: "the start of the process"
    ) { setting in
        let measured = try inTurn(
            runs: setting.pick(quick: 10, full: 30),
            [
                { try ProcessRun.run([setting.assay, "--help"], in: setting).seconds * 1000 },
                { try ProcessRun.run(["/bin/true"], in: setting).seconds * 1000 },
            ])
        return [
            Row(
                "assay --help", .milliseconds, measured[0],
                beside: [Row.Reference(name: "/bin/true", samples: measured[1])],
                goal: .atMost(30))
        ]
    }
}

import Decisions
import Evidence
import JSONCodec
import ShadowEvaluation
import Testing

/// What a replay says that it did.
struct ReplayCountsTests {
    private static let mixed: [String] =
        ReplayBench.lines(8) + [
            "nonsense", #"{"text":7}"#, #"{"n":1}"#, #"{"id":"3","text":"case 3","n":3}"#,
            #"{"id":"4","text":"another"}"#,
            #"{"id":"truth","text":"x","n":1,"outcome":"none of them"}"#,
            #"{"id":"right","text":"x","n":1,"outcome":"low"}"#,
            #"{"id":"twice","text":"x","text":"y"}"#,
        ]

    @Test(arguments: [64, 1 << 16], [true, false])
    func `what was read is answered, known, repeated or left out`(
        chunkSize: Int, withModel: Bool
    ) async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature)
            let paths = [bench.heuristic()] + (withModel ? [bench.path(model)] : [])
            for run in 1...2 {
                let summary = try await bench.replay(Self.mixed, by: paths, chunkSize: chunkSize)
                #expect(summary.read == Self.mixed.count)
                #expect(summary.answered == (run == 1 ? 10 : 0))
                #expect(summary.alreadyAnswered == (run == 1 ? 0 : 10))
                #expect(summary.duplicates == 1)
                #expect(summary.casesLeftOut == 5)
                #expect(
                    summary.read == summary.answered + summary.alreadyAnswered
                        + summary.duplicates + summary.casesLeftOut)
                #expect(summary.done == summary.read)
                #expect(
                    summary.leftOut == [
                        .notJSON: 1, .wrongType: 1, .missingField: 1, .duplicateID: 1,
                        .duplicateKey: 1, .badOutcome: 1,
                    ])
            }
        }
    }

    static let outages: [([AnswerReason.Code?], Bool, AnswerReason.Code?)] = [
        ([.unreachable, .unreachable, .unreachable], false, .unreachable),
        ([.httpStatus, .unreachable, .httpStatus], false, .httpStatus),
        ([.httpStatus, nil, .httpStatus], false, nil),
        ([.unreachable, .timeout, .unreachable], false, nil),
        ([.unreachable, .unreachable, .unreachable], true, nil),
    ]

    @Test(arguments: outages)
    func `a live model that only fails at the door is out`(
        reasons: [AnswerReason.Code?], isRecorded: Bool, expected: AnswerReason.Code?
    ) async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature) { call in
                let reason = reasons[call]
                return FakeModel.Reply(
                    status: reason == nil ? .answered : .failed, reason: reason,
                    isRecorded: isRecorded)
            }
            let summary = try await bench.replay(
                ReplayBench.lines(3), by: [bench.heuristic(), bench.path(model, width: 1)])
            #expect(summary.paths["model"]?.outage?.code == expected)
            #expect(summary.paths["heuristic"]?.outage == nil)
        }
    }

    @Test func `examples are few and in the order of the lines`() async throws {
        try await ReplayBench.with { bench in
            let lines = (1...20).map { $0.isMultiple(of: 2) ? "bad" : #"{"text":"x"}"# }
            let summary = try await bench.replay(lines, by: [bench.heuristic()], chunkSize: 32)
            #expect(summary.examples.map(\.line) == [2, 4, 6, 8, 10])
            #expect(summary.leftOut == [.notJSON: 10])
        }
    }

    @Test(arguments: [0, 1, 9, 10, 11, 40])
    func `a limit is kept to the case`(limit: Int) async throws {
        try await ReplayBench.with { bench in
            var options = ReplayOptions()
            options.limit = limit
            let summary = try await bench.replay(
                ReplayBench.lines(40), by: [bench.heuristic()], options: options, chunkSize: 100)
            #expect(summary.read == limit)
            #expect(summary.done == limit)
            #expect(
                Set(try await bench.logged("heuristic"))
                    == Set((1...40).prefix(limit).map { "\($0)/q1/0" }))
        }
    }

    @Test(arguments: 1...5)
    func `parts divide all that is read`(count: Int) async throws {
        try await ReplayBench.with { bench in
            var read = 0
            var done = 0
            for index in 1...count {
                var options = ReplayOptions()
                options.shard = ReplayOptions.Shard(index: index, count: count)
                let summary = try await bench.replay(
                    Self.mixed, by: [bench.heuristic()], options: options)
                read += summary.read
                done += summary.done
            }
            #expect(read == Self.mixed.count)
            #expect(done == Self.mixed.count)
            #expect(try await bench.logged("heuristic").count == 10)
        }
    }

    @Test func `a part is the same on every machine`() {
        let shard = ReplayOptions.Shard(index: 2, count: 3)
        let ids = (1...12).map(String.init).filter { shard.contains($0) }
        #expect(ids == ["1", "2", "4", "8", "10"])
    }

    @Test func `outcomes are counted once`() async throws {
        try await ReplayBench.with { bench in
            let lines = [
                #"{"id":"a","text":"x","outcome":"low"}"#, #"{"id":"b","text":"x"}"#,
                #"{"id":"c","text":"x","outcome":"high"}"#,
            ]
            let first = try await bench.replay(lines, by: [bench.heuristic()])
            #expect(first.outcomes.matched == 2)
            let second = try await bench.replay(lines, by: [bench.heuristic()])
            #expect(second.outcomes.matched == 0)
            #expect(second.outcomes.known == 2)
        }
    }
}

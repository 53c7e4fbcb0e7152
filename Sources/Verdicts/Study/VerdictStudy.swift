import Statistics

/// How often the deciding code is wrong, and how soon it is right, on evidence whose truth is known.
package enum VerdictStudy {
    /// What is drawn at once.
    package enum Part: Sendable {
        /// Streams that are looked at after every case.
        case watched(StudyScenario)
        /// Samples of which every interval is compared with the truth.
        case intervals(IntervalScenario)
        /// Logs whose frontier recommends a cascade.
        case cascade(CascadeScenario)

        package var id: String {
            switch self {
            case .watched(let scenario): scenario.id
            case .intervals(let scenario): scenario.id
            case .cascade(let scenario): scenario.id
            }
        }
    }

    package enum Result: Sendable, Equatable {
        case watched(WatchedStreams)
        case intervals([IntervalCoverage])
        case cascade(CascadePromise)

        /// Takes in the next streams of the same part.
        package mutating func merge(_ other: Result) {
            switch (self, other) {
            case (.watched(var mine), .watched(let theirs)):
                mine.merge(theirs)
                self = .watched(mine)
            case (.intervals(var mine), .intervals(let theirs)):
                for index in mine.indices { mine[index].merge(theirs[index]) }
                self = .intervals(mine)
            case (.cascade(var mine), .cascade(let theirs)):
                mine.merge(theirs)
                self = .cascade(mine)
            default: preconditionFailure("streams of one part")
            }
        }
    }

    package static let parts =
        StudyScenario.all.map(Part.watched) + IntervalScenario.all.map(Part.intervals)
        + CascadeScenario.all.map(Part.cascade)

    /// Intervals that state 95 % and cover 94.5 take more samples to tell than verdicts do.
    private static let samplesAStream = 4

    /// Runs the streams `range` of a part; a stream depends on `seed` and its number alone.
    package static func run(_ part: Part, streams range: Range<Int>, seed: UInt64) -> Result {
        func each(_ body: (inout SeededGenerator) -> Void) {
            for stream in range {
                var seeds = SeededGenerator(seed: seed &+ UInt64(stream))
                var generator = SeededGenerator(seed: seeds.next())
                body(&generator)
            }
        }
        switch part {
        case .watched(let scenario):
            var streams = WatchedStreams(scenario)
            each { streams.add(StreamResult(scenario, &$0)) }
            return .watched(streams)
        case .intervals(let scenario):
            var coverages = scenario.coverages
            each { generator in
                for _ in 0..<samplesAStream {
                    for (index, isCovered) in scenario.draw(&generator).enumerated() {
                        coverages[index].add(isCovered)
                    }
                }
            }
            return .intervals(coverages)
        case .cascade(let scenario):
            var promise = CascadePromise(scenario)
            each { promise.add(scenario.sample(&$0)) }
            return .cascade(promise)
        }
    }
}

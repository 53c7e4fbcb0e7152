import Decisions
import Evidence
import Statistics

/// What the eval set says that each release has gained, against what live cases say.
struct ReleaseGains: Sendable {
    /// Fewer labelled live cases of a release, or items of its eval, say nothing about it.
    static let leastCases = 30

    /// A release, from its time until the next.
    struct Release: Sendable {
        var version: String
        var time: Timestamp
        var eval: ProportionSample
        /// Labelled live cases, and those that were answered right.
        var live = (right: 0, cases: 0)

        var liveSample: ProportionSample? {
            live.cases >= ReleaseGains.leastCases
                ? ProportionSample(successes: live.right, trials: live.cases) : nil
        }
    }

    /// In the order of time.
    private(set) var releases: [Release]

    /// Reads `datasets.history`: a row an item, with `version`, `time` and `correct`.
    init(_ history: Dataset?) {
        var tallies: [String: (time: Timestamp, right: Int, items: Int)] = [:]
        for row in history?.rows.map(\.self) ?? [] {
            guard let version = row.version, let time = row.time, let isCorrect = row.isCorrect
            else { continue }
            var tally = tallies[version] ?? (time, 0, 0)
            tally.time = min(tally.time, time)
            tally.right += isCorrect ? 1 : 0
            tally.items += 1
            tallies[version] = tally
        }
        releases = tallies.filter { $0.value.items >= Self.leastCases }
            .sorted { ($0.value.time, $0.key) < ($1.value.time, $1.key) }
            .map { version, tally in
                Release(
                    version: version, time: tally.time,
                    eval: ProportionSample(successes: tally.right, trials: tally.items))
            }
    }

    /// Counts a labelled live case for the release that was out when it was served.
    mutating func append(_ logged: LoggedObservation) {
        guard logged.environment == .live, let truth = logged.outcome, let shown = logged.shown,
            let place = releases.lastIndex(where: { $0.time <= logged.happenedAt })
        else { return }
        releases[place].live.cases += 1
        releases[place].live.right += shown == truth.value ? 1 : 0
    }

    /// What the score has gained on the eval set beyond what it has gained live.
    struct Gap {
        var first: Release
        var last: Release
        var evalGain: Double
        var liveGain: Double
        /// Of the one gain less the other, of 95 %.
        var interval: Interval
        var cases: Int
    }

    /// The last release against the first of those that have enough labelled live cases.
    ///
    /// Each gain has Newcombe's interval; their difference has the limits of Zou and Donner (2008).
    /// Releases that answered the same eval items are taken for independent, which is too wide
    /// rather than too narrow.
    var gap: Gap? {
        let known = releases.filter { $0.liveSample != nil }
        guard known.count > 1, let first = known.first, let last = known.last,
            let before = first.liveSample, let now = last.liveSample
        else { return nil }
        let (eval, live) = (
            newcombeIndependentInterval(last.eval, first.eval),
            newcombeIndependentInterval(now, before)
        )
        let evalGain = last.eval.proportion - first.eval.proportion
        let liveGain = now.proportion - before.proportion
        func root(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        let center = evalGain - liveGain
        return Gap(
            first: first, last: last, evalGain: evalGain, liveGain: liveGain,
            interval: Interval(
                lower: center - root(evalGain - eval.lower, live.upper - liveGain),
                upper: center + root(eval.upper - evalGain, liveGain - live.lower)),
            cases: before.trials + now.trials)
    }
}

// MARK: Words

extension ReleaseGains {
    /// The gap as a figure; `nil` without a history of releases.
    func part(floor: AuditThreshold) -> AuditFinding.Part? {
        guard releases.count > 1 else { return nil }
        let name = "gain on the eval set less the gain live"
        guard let gap else {
            return .init(
                name, .cannotTell, n: releases.reduce(0) { $0 + $1.live.cases },
                note: "two releases need \(Self.leastCases) labelled live cases each")
        }
        let value = gap.evalGain - gap.liveGain
        return .init(
            name, gap.interval.lower > 0 && value >= floor.value ? .watch : .ok, n: gap.cases,
            estimate: value, interval: gap.interval,
            note: "from `\(gap.first.version)` to `\(gap.last.version)`: "
                + "\(AuditWords.points(gap.evalGain)) points on the eval set, "
                + "\(AuditWords.points(gap.liveGain)) live")
    }

    /// What a report says where the gap is worth a watch.
    var sentence: String? {
        gap.map {
            "since `\($0.first.version)` the eval score has moved by "
                + "\(AuditWords.points($0.evalGain)) points and live accuracy by "
                + AuditWords.points($0.liveGain)
        }
    }

    /// Both scores of each release.
    var windows: [AuditFinding.Part] {
        guard releases.count > 1 else { return [] }
        return releases.map { release in
            .init(
                "\(release.time.description.prefix(10)), \(release.version)", .ok,
                n: release.eval.trials, estimate: release.eval.proportion,
                interval: wilsonInterval(
                    successes: release.eval.successes, trials: release.eval.trials),
                note: release.liveSample.map { "live \(AuditWords.percent($0.proportion))" }
                    ?? "too few labelled live cases")
        }
    }
}

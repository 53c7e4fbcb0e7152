import JSONCodec
import Statistics

/// Says what the profile decay audit has counted.
struct ProfileDecayReport {
    private let audit: ProfileDecayAudit
    private let gainThreshold: AuditThreshold
    private let usersThreshold: AuditThreshold
    private let gain: Gain?
    private let tested: Int
    private let changed: Int
    private let sequential: AuditFinding.Sequential

    /// What forgetting gains on the later half of events.
    private struct Gain {
        var halfLife: Double
        var scored: Int
        var value: Double
        var interval: Interval
    }

    /// A half-life with the prior that suits the earlier half best.
    private struct Fit {
        let halfLife: Double
        let past: Double
        /// By user, of the later half.
        let future: [Double]

        init(_ halfLife: Double, _ users: [ProfileMemory.Likelihood]) {
            self.halfLife = halfLife
            let sums = ProfileMemory.priorDays.indices.map { index in
                users.reduce(0) { $0 + $1.past[index] }
            }
            let best = sums.indices.max { sums[$0] < sums[$1] } ?? 0
            past = sums[best]
            future = users.map { $0.future[best] }
        }
    }

    init(_ audit: ProfileDecayAudit) {
        self.audit = audit
        gainThreshold = audit.scope.thresholds[ProfileDecayAudit.staleGain]
        usersThreshold = audit.scope.thresholds[ProfileDecayAudit.changedUsers]
        // Clocks may run backwards: the log's order is not that of time.
        let users = audit.users.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value.sorted { $0.day < $1.day }) }
        gain = Self.gain(users.map(\.1), categories: audit.categories)
        let end = users.compactMap { $0.1.last?.day }.max() ?? 0
        var (tested, changed) = (0, 0)
        for (user, events) in users
        where events.count >= ProfileDecayAudit.leastEvents && tested < ProfileDecayAudit.mostTested
        {
            let month = RecentMonth(
                events, end: end, categories: audit.categories, seed: user)
            guard let isChanged = month.isChanged else { continue }
            tested += 1
            changed += isChanged ? 1 : 0
        }
        self.tested = tested
        self.changed = changed
        let tests = audit.tests.sorted { $0.key < $1.key }.map(\.value)
        sequential = AuditFinding.Sequential(
            logE: ExcessRateEProcess(level: LatestDays.level, windows: tests).logE,
            alpha: audit.scope.budget.alpha(checks: 1))
    }

    private static func gain(_ users: [[ProfileEvent]], categories: Int) -> Gain? {
        let times = users.joined().map(\.day).sorted()
        guard let first = times.first, let last = times.last, last > first else { return nil }
        let split = times[times.count / 2]
        var counts = [Double](repeating: 0.5, count: categories)
        for event in users.joined() where event.day < split { counts[event.category] += 1 }
        let prior = counts.map { $0 / counts.reduce(0, +) }
        func likelihood(_ events: [ProfileEvent], _ halfLife: Double) -> ProfileMemory.Likelihood {
            ProfileMemory.likelihood(of: events, halfLife: halfLife, prior: prior, split: split)
        }
        // Of one event alone nothing is remembered, whatever the half-life.
        let single = users.map { $0.count == 1 ? likelihood($0, .infinity) : nil }
        let fits = ProfileMemory.halfLives.map { halfLife in
            Fit(halfLife, zip(users, single).map { $1 ?? likelihood($0, halfLife) })
        }
        // Of equals the longer memory.
        guard let best = fits.max(by: { $0.past <= $1.past }), let forever = fits.last else {
            return nil
        }
        let sums = zip(users, zip(best.future, forever.future)).map { events, pair in
            [pair.0 - pair.1, Double(events.count { $0.day >= split })]
        }.filter { $0[1] > 0 }
        let scored = sums.reduce(0) { $0 + $1[1] }
        let mean = { (sums: [Double]) -> Double? in sums[1] > 0 ? sums[0] / sums[1] : nil }
        guard scored >= Double(ProfileDecayAudit.leastScored),
            sums.count >= ProfileDecayAudit.leastUsers / 2,
            let interval = ClusterBootstrap(sums).interval(statistic: mean)
        else { return nil }
        return Gain(
            halfLife: best.halfLife, scored: Int(scored),
            value: sums.reduce(0) { $0 + $1[0] } / scored, interval: interval)
    }

    func finding() -> AuditFinding {
        let parts = [gainPart, usersPart] + agePartList
        let checks = [gainPart, usersPart].map(\.status)
        let status: AuditFinding.Status =
            if checks.contains(.fires) { .fires } else if checks.contains(.watch) {
                .watch
            } else if checks.allSatisfy({ $0 == .ok }) { .ok } else { .cannotTell }
        var finding = AuditFinding(.profileDecay, status, sentence(status))
        let isAboutUsers = usersPart.status == .fires && gainPart.status != .fires
        let figure = isAboutUsers ? usersPart : gainPart
        finding.n = figure.n
        finding.measure = figure.name
        finding.estimate = figure.estimate
        finding.interval = figure.interval
        finding.threshold = isAboutUsers ? usersThreshold : gainThreshold
        finding.sequential = sequential
        finding.parts = parts
        finding.advice = advice(status)
        finding.missing = missing
        finding.assumptions = [
            "A case's category is its outcome, else what was shown.",
            "Whole users are drawn for the interval; a user's days, not events, are exchangeable.",
            "Before anything changes, a user's days come in no order: no habit of weekdays.",
        ]
        return finding
    }

    private var gainPart: AuditFinding.Part {
        let name = "stale gain, nats an event"
        guard let gain else { return .init(name, .cannotTell, n: 0, note: "too few to say") }
        let status: AuditFinding.Status =
            if gain.interval.lower > 0 {
                gain.value > gainThreshold.value && sequential.isReached ? .fires : .watch
            } else if gain.interval.upper <= gainThreshold.value { .ok } else { .cannotTell }
        return .init(
            name, status, n: gain.scored, estimate: gain.value, interval: gain.interval,
            note: "half-life \(halfLifeText(gain.halfLife))")
    }

    private var usersPart: AuditFinding.Part {
        let name = "users whose last 30 days are unlike their profile"
        guard tested >= ProfileDecayAudit.leastUsers else {
            return .init(name, .cannotTell, n: tested, note: "too few to say")
        }
        let share = Double(changed) / Double(tested)
        let interval = wilsonInterval(successes: changed, trials: tested)
        // 5 % of users lie beyond their own 95 % by chance.
        let status: AuditFinding.Status =
            if share > usersThreshold.value, interval.lower > 0.05, sequential.isReached {
                .fires
            } else if interval.lower > 0.05 {
                .watch
            } else if interval.upper <= usersThreshold.value { .ok } else { .cannotTell }
        return .init(name, status, n: tested, estimate: share, interval: interval)
    }

    /// How often the snapshot in use named another category, by its age.
    private var agePartList: [AuditFinding.Part] {
        guard let profiles = audit.profiles else { return [] }
        var snapshots: [UInt64: [(day: Double, category: Int?)]] = [:]
        for row in profiles.rows {
            guard let user = row.user, let time = row.time,
                let category = row.values["category"]?.scalarText
            else { continue }
            snapshots[stableHash(user), default: []].append((time.days, audit.code(category)))
        }
        let bounds: [(name: String, upTo: Double)] = [
            ("under 7 days", 7), ("7 to 30 days", 30), ("30 to 90 days", 90),
            ("90 days and more", .infinity),
        ]
        var counts = [(wrong: Int, all: Int)](repeating: (0, 0), count: bounds.count)
        for (user, events) in audit.users {
            let known = (snapshots[user] ?? []).sorted { $0.day < $1.day }
            for event in events {
                guard let used = known.last(where: { $0.day <= event.day }),
                    let bin = bounds.firstIndex(where: { event.day - used.day < $0.upTo })
                else { continue }
                counts[bin].all += 1
                counts[bin].wrong += used.category == event.category ? 0 : 1
            }
        }
        return zip(bounds, counts).filter { $0.1.all > 0 }.map { bound, count in
            .init(
                "error of profiles aged \(bound.name)", .ok, n: count.all,
                estimate: Double(count.wrong) / Double(count.all),
                interval: wilsonInterval(successes: count.wrong, trials: count.all))
        }
    }
}

// MARK: Words

extension ProfileDecayReport {
    private func halfLifeText(_ days: Double) -> String {
        days.isFinite ? "\(Int(days)) days" : "∞"
    }

    private func sentence(_ status: AuditFinding.Status) -> String {
        let users =
            tested >= ProfileDecayAudit.leastUsers
            ? "for \(AuditWords.percent(Double(changed) / Double(tested))) of users the last "
                + "month does not resemble their profile (5% by chance)" : nil
        let memory = gain.map { gain in
            gain.halfLife.isFinite
                ? "what people do next is foretold better (by \(AuditWords.decimal(gain.value)) nats an "
                    + "event) where what is known counts half as much every "
                    + halfLifeText(gain.halfLife)
                : "forgetting foretells people no better"
        }
        let facts = [users, memory].compactMap(\.self).joined(separator: "; ")
        let fact = facts.prefix(1).uppercased() + facts.dropFirst()
        return switch status {
        case .fires: fact + ": profiles hold what is no longer true."
        case .watch: fact + "; watch it."
        case .ok: fact + ": profiles still fit."
        case .cannotTell:
            facts.isEmpty
                ? "Too few events of users to say whether profiles still fit."
                : fact + ", which is too little to tell."
        }
    }

    private func advice(_ status: AuditFinding.Status) -> String {
        guard status == .fires || status == .watch else { return "" }
        let memory =
            gain.flatMap { $0.halfLife.isFinite ? halfLifeText($0.halfLife) : nil }
            .map { "Let what is known of a user count half as much every \($0)" }
            ?? "Weigh what is known of a user by its age"
        return memory + ", let users see and correct their profile, and ask again where the last "
            + "month differs."
    }

    private var missing: [AuditFinding.Missing] {
        var missing: [AuditFinding.Missing] = []
        if gainPart.status == .cannotTell {
            missing.append(
                .init(
                    "events of users: \(AuditWords.count(audit.events)), of \(AuditWords.count(audit.users.count)) users",
                    how: "log at least \(ProfileDecayAudit.leastScored * 2) cases with `user` and "
                        + "`time`, over some months"))
        }
        if usersPart.status == .cannotTell {
            missing.append(
                .init(
                    "users with a history: \(AuditWords.count(tested)) of \(AuditWords.count(audit.users.count)) have "
                        + "\(ProfileDecayAudit.leastEvents) events, some in the last 30 days",
                    how: "have at least \(ProfileDecayAudit.leastUsers), better 100"))
        }
        return missing
    }
}

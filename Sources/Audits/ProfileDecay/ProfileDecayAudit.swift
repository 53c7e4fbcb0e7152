import Decisions
import Evidence
import Statistics

/// A8: whether what is known about users is still true of them.
package struct ProfileDecayAudit: Audit {
    package static let id = AuditID.profileDecay

    static let staleGain = AuditThreshold(
        "A8.stale-gain", 0.05, source: "Assay: nats an event that forgetting gains")
    static let changedUsers = AuditThreshold(
        "A8.changed-users", 0.2, source: "Assay: four times the 5 % that chance gives")
    /// A user with fewer events has no test of their own.
    static let leastEvents = 20
    /// Fewer users say nothing about users.
    static let leastUsers = 20
    /// Fewer scored events give no gain.
    static let leastScored = 200
    /// Of the log, as many events are looked at, the first ones.
    private static let mostEvents = 1_000_000
    /// As many users are tested, the first ones.
    static let mostTested = 2_000

    let scope: AuditScope
    let profiles: Dataset?
    private(set) var users: [UInt64: [ProfileEvent]] = [:]
    private(set) var events = 0
    private(set) var withoutUser = 0
    private var codes: [OptionValue: Int] = [:]
    private var latest: [UInt64: LatestDays] = [:]
    /// By window, the tests of users' latest days, and how many found them changed.
    private(set) var tests: [AuditWindow: ExcessRateEProcess.Count] = [:]

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        profiles = material.datasets[.profiles]
    }

    package mutating func append(_ observation: AuditObservation) {
        let logged = observation.logged
        guard !observation.isRepeat, let category = logged.outcome?.value ?? logged.shown else {
            return
        }
        guard let user = logged.user, logged.time != nil else {
            withoutUser += 1
            return
        }
        guard events < Self.mostEvents else { return }
        events += 1
        let code = codes[category] ?? codes.count
        codes[category] = code
        let key = stableHash(user)
        let event = ProfileEvent(day: logged.happenedAt.days, category: code)
        users[key, default: []].append(event)
        guard latest[key] != nil || latest.count < Self.mostTested,
            let isChanged = latest[key, default: LatestDays(seed: key)].append(event)
        else { return }
        let window = AuditWindow(holding: logged.happenedAt)
        tests[window, default: (0, 0)].trials += 1
        tests[window, default: (0, 0)].successes += isChanged ? 1 : 0
    }

    /// How many categories there are.
    var categories: Int { codes.count }

    /// The place of a category; `nil` where nobody asked for it.
    func code(_ category: String) -> Int? {
        codes.first { $0.key.description == category }?.value
    }

    package func finding() -> AuditFinding {
        guard events > 0 || withoutUser > 0 else {
            return scope.withoutCases(
                Self.id, "No case has an outcome, or an answer that was shown,",
                missing: .init(
                    "cases with `user` and `time`",
                    how: "replay or serve some, each with `user` and `time`"))
        }
        guard events > 0 else {
            return .cannotTell(
                Self.id, "No case says which user it belongs to, and when.", n: withoutUser,
                missing: [
                    .init(
                        "`user` and `time` of cases, with an outcome or a shown answer",
                        how: "give each case `user` and `time`, in the recorded file or in "
                            + "`x_assay` of a request")
                ])
        }
        return ProfileDecayReport(self).finding()
    }
}

extension ProfileDecayAudit {
    package static let guide = AuditGuide(
        datasets: [.profiles],
        inputs: "`user` and `time` of cases, and their category: the outcome, else what was "
            + "shown; `datasets.profiles` (`user`, `time`, `category`) where snapshots are kept",
        formula: """
            A user's next category is foretold from those of earlier days, weighted by \
            2^(−age/h), a day's events weighing one together, and everybody's shares, worth what \
            suits the earlier half of events best. h of 7, 14, 30, 60, 90, 150, \
            365 days or ∞ is chosen on that half too; on the later half the stale \
            gain is the log-likelihood with h less that with ∞, an event; interval by drawing \
            users. For each user with \(leastEvents) events, the Jensen–Shannon distance of the \
            last 30 days from all days is held against 199 shuffles of the user's days. To fire, \
            an e-process against "a user's days are exchangeable" must have reached its limit: \
            every five days of a user on which there are events are held against that user's days \
            until then, and 5 % of such tests succeed by chance.
            """,
        limits: "\(leastScored) scored events; \(leastUsers) users with \(leastEvents) events for "
            + "the share of changed users, others are pooled; days rather than events are "
            + "shuffled, because people ask for one thing several times a day",
        thresholds: [staleGain, changedUsers])
}

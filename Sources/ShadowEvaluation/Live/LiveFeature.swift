package import Decisions
package import Evidence
import Models

/// A feature that answers live: its paths, who is in charge, and what keeps the others in bounds.
///
/// Made once from a feature's files, and swapped whole when they are read again: make the next one
/// with the same ``state``, let new requests go to it, and ``shutDown(within:)`` the old one.
/// ``run()`` must run for models to be asked.
package final class LiveFeature: Sendable {
    package let feature: Feature
    package let versions: VersionSet
    package let state: LiveState
    /// In the order of the feature.
    let paths: [LivePath]
    /// Index of the path whose answers are free and at hand at once.
    let heuristic: Int?
    let chooser: Chooser
    let sampler: ShadowSampler
    let showing: Showing
    /// By question.
    let comparators: [Comparator]
    let redactor: Redactor?
    let arms: [String: Arm]
    let sink: any ObservationSink
    let ids: EvidenceIDGenerator
    let clock: LiveClock
    /// Where the calls of models run; elsewhere a call would wake a thread more than once.
    let executors: [any TaskExecutor]
    /// Resolved once shadows are to end, whatever they are at.
    let ending = Awaited<Void>()
    let runs = LiveRuns()

    /// Makes a feature of the paths that are ready; `nil` where there is none, and where the feature
    /// declares a redaction but there is no `redactor`.
    ///
    /// `priors` are the shares of each option among the outcomes that the log has, by question; what
    /// the feature declares goes before them. `executors` are the threads of the models' connections,
    /// if there are any.
    package init?(
        _ feature: Feature, paths: [AnsweringPath], versions: VersionSet,
        state: LiveState = LiveState(), redactor: Redactor? = nil, priors: [String: [Double]] = [:],
        sink: any ObservationSink, ids: EvidenceIDGenerator = EvidenceIDGenerator(),
        clock: LiveClock, executors: [any TaskExecutor] = []
    ) {
        guard let first = paths.first,
            redactor != nil || feature.live.redaction == nil
        else { return nil }
        self.feature = feature
        self.versions = versions
        self.state = state
        self.redactor = redactor
        self.sink = sink
        self.ids = ids
        self.clock = clock
        self.executors = executors
        self.paths = paths.map { LivePath($0, of: feature, state: state, clock: clock) }
        heuristic = paths.firstIndex { !$0.isModel }
        arms = Arm.all(paths, cascade: feature.live.cascade)
        let usual = heuristic.map { paths[$0].name } ?? first.name
        chooser = Chooser(feature, arms: arms, usual: usual)
        sampler = ShadowSampler(feature, paths: paths.map(\.name))
        showing = Showing(feature, priors: priors)
        comparators = feature.questions.map {
            Comparator($0, feature.live.comparisons[$0.name] ?? ComparisonDefinition())
        }
        state.spending.shadows.set(
            hour: feature.shadow.budgetUSDPerHour.flatMap { Money(usd: $0) },
            day: feature.shadow.budgetUSDPerDay.flatMap { Money(usd: $0) })
    }

    /// Names that can be put in charge: the paths that are ready, and `cascade` where it can run.
    package var namesInCharge: [String] { arms.keys.sorted() }

    /// Decides a request as far as that is possible at once.
    ///
    /// The path in charge being rules, the caller's answer comes back here. Safe to call from any
    /// thread.
    package func decide(_ request: consuming LiveRequest) -> LiveStep {
        let progress = begin(request)
        switch progress.assignment.arm {
        case .path(let index) where !paths[index].isModel: return .answered(complete(progress))
        case .path(let model): return ask(model, progress, deadline: nil)
        case .cascade(let heuristic, let model):
            if showing.isSettled(progress.answers[heuristic], of: progress.questions) {
                return .answered(complete(progress))
            }
            return ask(model, progress, deadline: feature.live.cascade.deadline)
        }
    }

    private func begin(_ request: consuming LiveRequest) -> RequestInProgress {
        state.ledger.receive()
        let arrival = clock.nanoseconds()
        let time = clock.now()
        let questions =
            request.questions.isEmpty ? Array(feature.questions.indices) : request.questions
        let requestID = ids.next(at: time.microseconds)
        let observationIDs = questions.map { _ in ids.next(at: time.microseconds) }
        if request.case.id.isEmpty { request.case.id = observationIDs[0].description }
        let caseHash = StableHash(request.case.id)
        let switches = state.control.switches
        let answers = paths.map { $0.rules?.answer(request.case.input) }
        var assignment = chooser.assignment(request, switches, unit: caseHash)
        // A reply that is passed on as it came cannot ask for being hidden.
        if request.forwarded != nil, assignment.arm.model(among: paths) != nil {
            assignment.isHidden = false
            assignment.holdoutProbability = 0
        }
        let slices = request.case.slices
        if let redactor { request.case = redactor.redact(request.case) }
        if request.case.id.isEmpty { request.case.id = observationIDs[0].description }
        return RequestInProgress(
            request: request, slices: slices, questions: questions, time: time, arrival: arrival,
            requestID: requestID, observationIDs: observationIDs, caseHash: caseHash,
            switches: switches,
            assignment: assignment, answers: answers)
    }
}

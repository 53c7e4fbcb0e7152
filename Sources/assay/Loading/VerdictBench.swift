import Audits
import Decisions
import Evidence
import Models
import Reports
import Verdicts

/// Brings a feature's current versions and their evidence before the verdict.
struct VerdictBench {
    /// Reading more observations one by one would take longer than all the rest.
    private static let mostAnswersRead = 200_000

    private let folder: FeatureFolder
    /// Those of a command on the feature and its log.
    private let arguments: String
    private let heuristic: PathDefinition
    private let model: (path: PathDefinition, definition: ModelDefinition)?
    private let store: SQLiteEvidenceStore
    private let key: FeatureKey
    private let logged: [LoggedVersion]
    private let now: Timestamp
    private let asOf: VerdictInput.AsOf
    private let audits: [AuditFinding]
    private let auditNotes: [String]
    /// Whether the log has so few observations that their answers may be few enough to read.
    private let isShort: Bool

    /// Creates a bench; `day` is one of the past that the verdicts are about.
    init(
        folder: FeatureFolder, arguments: String, challenger: String?,
        store: SQLiteEvidenceStore, now: Timestamp, asOf day: Timestamp? = nil
    ) async throws {
        self.folder = folder
        self.arguments = arguments
        self.store = store
        self.now = day ?? now
        let feature = folder.feature
        heuristic = try folder.heuristic()
        model = try folder.challenger(named: challenger)
        key = try await store.open(feature)
        if let day {
            let first = try await store.summary(of: key).firstLoggedAt
            asOf = first.map { $0 <= day } == true ? .received : .matured
        } else {
            asOf = .today
        }
        let extent = try await store.extent(of: key)
        let observations = stride(from: 0, to: extent.count, by: 2).map { extent[$0] }
        let count = observations.reduce(0, +)
        isShort = count <= Self.mostAnswersRead
        logged = try await store.versions(of: key, counted: isShort)
        let glance = AuditGlance(ofLogOf: count)
        audits = try await AuditBench(folder: folder, arguments: arguments, now: now)
            .report(AuditCatalogue.all, store: store, glance: glance).findings
        auditNotes =
            glance.isWholeLog
            ? []
            : [
                "The audits here read the newest \(glance.observations) of \(count) observations; "
                    + "`assay audit \(arguments)` reads all."
            ]
    }

    /// Returns the verdict on a question, from the answers of the versions that the folder has now.
    func verdict(on question: Question, isSelfTest: Bool = false) async throws -> Verdict {
        var input = try await input(for: question)
        input.selfTestRuns = isSelfTest ? SelfTest.usualRuns : 0
        let repeats = try await repeats(of: input.model, question)
        let needsSplit = input.outcome.dependsOnAnswer != .no && input.split != nil
        let scan = VerdictScan(
            input, repeats: repeats,
            assignments: needsSplit
                ? try await store.assignments(of: key, question: question.name) : Assignments(),
            slices: try await slices(question))
        var verdict = try await scan.verdict(on: key, in: store)
        verdict.allPaths = try await allPaths(input, weights: verdict.labelWeights)
        guard isEachAnswerRead else { return verdict }
        let start = (
            learnt: LearntSample(input, fields: folder.feature.fields), judged: JudgedSample(input)
        )
        let samples = try await store.foldObservations(of: key, into: start) {
            $0.learnt.append($1)
            $0.judged.append($1)
        }
        verdict.learnt = verdict.labelWeights.flatMap {
            LearntBaselines(samples.learnt, weights: $0)
        }
        verdict.judge = JudgeFigures(samples.judged)
        return verdict
    }

    /// Returns how all paths that have answers now compare, where there are several models.
    ///
    /// Where labels were drawn more often of some cases than of others, or answers shape the outcomes,
    /// there is no telling by counting.
    private func allPaths(
        _ input: VerdictInput, weights: (agreeing: Double, differing: Double)?
    ) async throws -> AllPaths? {
        guard modelCount > 1, input.outcome.dependsOnAnswer == .no, let weights,
            weights == (1, 1)
        else { return nil }
        let paths = folder.feature.paths.compactMap(folder.version).filter { path in
            logged.contains { $0.path == path }
        }
        let tally = AllPathsTally(input, paths: paths.prefix(32).map(\.path))
        return try await store.fold(
            key, question: input.question.name, paths: Array(paths.prefix(32)), into: tally
        ) { $0.append($1) }.figures()
    }

    private func slices(_ question: Question) async throws -> SliceIndex {
        try await store.slices(of: key, question: question.name, fields: folder.feature.slices)
    }

    /// Returns what judges have said so far, of young cases too, for a plan of whom to ask.
    func judged(on question: Question) async throws -> JudgedSample {
        guard isEachAnswerRead else {
            throw CommandFailure(
                .failed,
                "\(folder.path): the log is too long: more than "
                    + "\(NumberText.count(Self.mostAnswersRead)) observations or answers")
        }
        var input = try await input(for: question)
        input.outcome.maturesAfter = .zero
        input.labelPlan = nil
        return try await store.foldObservations(of: key, into: JudgedSample(input)) {
            $0.append($1)
        }
    }

    /// Writes what is needed to recompute `verdict`, as it is printed, without this program.
    func certify(_ verdict: Verdict, into certificate: CertificateFolder) async throws {
        let terms = CertificateTerms(try await input(for: verdict.question))
        let assignments =
            terms.split != nil
            ? try await store.assignments(of: key, question: verdict.question.name)
            : Assignments()
        let slices = try await slices(verdict.question)
        let start = (
            cases: CertifiedCases(terms, assignments: assignments, slices: slices),
            table: try certificate.table(slices: slices.fields.count)
        )
        var (_, table) = try await store.fold(
            key, question: verdict.question.name, paths: terms.paths, into: start
        ) { result, row in
            if let certified = result.cases.certified(row) {
                try result.table.append(certified)
            }
        }
        try certificate.write(
            terms, slices: slices, verdict: [verdict].json + [UInt8(ascii: "\n")],
            cases: try table.finish(),
            plan: folder.plan.map(PlanFile.text))
    }

    /// Fields and judges' labels are not in the roll-ups: a long log would take long to read.
    private var isEachAnswerRead: Bool {
        isShort
            && logged.reduce(0) { $0 + $1.answers.reduce(0, +) } <= Self.mostAnswersRead
    }

    /// Returns what the verdict on a question is about, and what was fixed before looking.
    private func input(for question: Question) async throws -> VerdictInput {
        guard let judgedHeuristic = folder.judged(heuristic) else {
            throw CommandFailure(.badConfiguration, "\(folder.path): the rules cannot be read")
        }
        let judgedModel = model.flatMap { folder.judged($0.path, $0.definition, at: now) }
        var input = VerdictInput(
            feature: folder.feature, question: question, heuristic: judgedHeuristic,
            model: judgedModel, now: now)
        input.arguments = arguments
        input.asOf = asOf
        let paths = [judgedHeuristic.version] + (judgedModel.map { [$0.version] } ?? [])
        input.alpha /= Double(folder.feature.questions.count * max(1, modelCount))
        input.line = line
        input.audits = audits.filter { ($0.question ?? question.name) == question.name }
        if let plan = folder.plan { try await apply(plan, to: &input) }
        input.notes = notes(paths) + dayNotes + auditNotes
        if let judgedModel {
            let identities = try await store.identities(of: judgedModel.version, in: key)
            input.mixesVersions = identities.count > 1
            input.notes += Self.notes(identities)
        }
        if modelCount > 1, let name = model?.path.name {
            input.notes.append(
                "Only `\(name)` is compared here; `--challenger` names another model.")
        }
        return input
    }

    /// Lets the plan say what counts, and what may be claimed with what chance of error.
    private func apply(_ plan: Plan, to input: inout VerdictInput) async throws {
        input.plan = plan.hash
        input.unit = plan.unit
        input.promisedSlices = plan.slices
        input.leastInclusion = plan.leastInclusion
        input.outcome.labels.disagreements = plan.outcome.labels.disagreements
        input.promised =
            input.model.map {
                plan.claims(question: input.question.name, path: $0.name)
            } ?? []
        input.challengers = input.promised.map(\.challenger)
        input.alpha = input.promised.reduce(0) { $0 + $1.alpha }
        if input.promised.isEmpty { input.alpha = plan.alpha }
        let line = try await store.lines(of: key).first { $0.plan == plan.hash }
        input.line = line?.number ?? plan.line
        input.firstCase = line?.firstCase ?? .max
        let changes = folder.changes(since: plan, at: now)
        input.planProblem =
            if !changes.isEmpty {
                .planOutdated(changes)
            } else if line == nil {
                .planNotNoted
            } else if input.model != nil, input.promised.isEmpty {
                .notPromised
            } else {
                nil
            }
    }

    /// Questions and models share what may go wrong: each could win by luck.
    private var modelCount: Int {
        folder.feature.paths.count { if case .model = $0.kind { true } else { false } }
    }

    /// Every version that was logged has had its chance to win by luck: the first of each path make
    /// the first line of evidence, and every further one begins another.
    private var line: Int {
        1 + logged.count - Set(logged.map(\.path.path)).count
    }

    private func notes(_ paths: [PathVersion]) -> [String] {
        paths.compactMap { current in
            let versions = logged.filter { $0.path.path == current.path }
            guard !versions.isEmpty, !versions.contains(where: { $0.path == current }) else {
                return nil
            }
            return "The log has answers of `\(current.path)` only from before its last change; "
                + "run `assay replay \(arguments)`."
        }
    }

    private var dayNotes: [String] {
        switch asOf {
        case .today: []
        case .received:
            [
                "This is what the log would have said on \(now): later cases and outcomes are left "
                    + "out; of a case with several outcomes the one counts that counts today."
            ]
        case .matured:
            [
                "The log is younger than \(now): of the cases until then, outcomes count as known "
                    + "once `matures_after` had passed."
            ]
        }
    }

    /// A name in a request may stand for another model tomorrow: the replies tell.
    private static func notes(_ identities: [ModelIdentity]) -> [String] {
        guard identities.count > 1 else { return [] }
        let names = identities.prefix(3).map { "`\($0.model)` (\($0.answers) answers)" }
        return [
            "The replies came from more than one model: \(names.joined(separator: ", ")). "
                + "The figures mix them."
        ]
    }

    private func repeats(
        of model: JudgedPath?, _ question: Question
    ) async throws -> RepeatedAnswers {
        guard let model else { return RepeatedAnswers() }
        let highest = try await store.highestRepeat(
            of: model.version, question: question.name, in: key)
        guard highest > 0 else { return RepeatedAnswers() }
        return try await store.fold(
            key, question: question.name,
            tries: (0...highest).map { PathTry(path: model.version, repeatIndex: $0) },
            into: RepeatedAnswers()
        ) { $0.append($1) }
    }
}

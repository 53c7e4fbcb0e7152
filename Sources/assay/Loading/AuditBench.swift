import Audits
import Decisions
import Diagnostics
import Evidence
import JSONCodec
import RuleEngine

/// Brings a feature's evidence, data sets and texts before the audits.
struct AuditBench {
    let folder: FeatureFolder
    /// Those of a command on the feature and its log.
    let arguments: String
    let now: Timestamp
    /// Told what is being read.
    var progress: @Sendable (String) -> Void = { _ in }

    /// Runs the audits; without a log they see data sets and texts alone, and of a log no more than a
    /// `glance` takes in.
    func report(
        _ audits: [any Audit.Type], since: Timestamp? = nil, store: SQLiteEvidenceStore?,
        glance: AuditGlance? = nil
    ) async throws -> AuditReport {
        let feature = folder.feature
        let files = DatasetFiles(feature)
        let isPutOff = glance != nil && files.isLong
        let (audits, later) = (
            audits.filter { !isPutOff || $0.guide.datasets.isDisjoint(with: files.roles) },
            audits.filter { isPutOff && !$0.guide.datasets.isDisjoint(with: files.roles) }
        )
        if !isPutOff, !files.roles.isEmpty { progress("reading the data sets") }
        var material = AuditMaterial(
            datasets: isPutOff ? AuditDatasets() : try datasets(), texts: try texts())
        if audits.contains(where: { $0.id == .contamination }), files.holdTestQuestions {
            material.recordings = try RecordedInputs(feature: feature).read()
        }
        let key: FeatureKey? = if let store { try await logged(store) } else { nil }
        if let store, let key { material.versions = try await store.versions(of: key) }
        material.embeddings = await embeddings(
            of: material.datasets, audits, glance, store)
        if !isPutOff, !files.roles.isEmpty { progress("comparing the data sets") }
        var run = AuditRun(audits, scopes: scopes(glance, since), material: material)
        if let store, let key {
            run = try await store.foldObservations(
                of: key, since: since, newest: glance?.newest, into: run
            ) { [progress] run, logged in
                run.append(logged)
                guard run.observations.isMultiple(of: 10_000) else { return }
                progress("\(run.observations) observations read")
            }
            run = try await store.foldEvents(
                of: key, since: glance.flatMap { $0.isWholeLog ? nil : run.beganAt }, into: run
            ) { $0.append($1) }
        }
        return AuditReport(
            feature: feature.name, ranAt: now, since: since, observations: run.observations,
            findings: (run.findings()
                + (try await known(later, files.hash, in: store, key))).inOrder,
            datasets: glance == nil ? files.hash : nil)
    }

    /// The meanings of texts, where an endpoint is named and an audit reads them.
    private func embeddings(
        of datasets: AuditDatasets, _ audits: [any Audit.Type], _ glance: AuditGlance?,
        _ store: SQLiteEvidenceStore?
    ) async -> AuditEmbeddings? {
        guard let definition = folder.feature.audits.embedding,
            audits.contains(where: { $0.id == .collapse || $0.id == .contamination })
        else { return nil }
        let texts = ComparedTexts(datasets, folder.feature.fields).all
        guard glance == nil else {
            return texts.isEmpty ? nil : .failed("a verdict asks none; `assay audit` does")
        }
        if !texts.isEmpty { progress("asking for embeddings of \(texts.count) texts") }
        let file = store.map { VectorFile(besideLog: $0.path) }
        return await TextVectors(definition: definition, file: file).embeddings(of: texts)
    }

    /// Returns what the last run over the same data sets found.
    private func known(
        _ audits: [any Audit.Type], _ datasets: ContentHash?, in store: SQLiteEvidenceStore?,
        _ key: FeatureKey?
    ) async throws -> [AuditFinding] {
        guard !audits.isEmpty else { return [] }
        let command = "assay audit \(arguments)"
        var notes: [AuditNote] = []
        if let store, let key { notes = try await store.auditNotes(of: key) }
        let questions = folder.feature.questions.map(\.name)
        return audits.flatMap { audit in
            let names: [String?] =
                audit.guide.isPerQuestion && questions.count > 1 ? questions : [nil]
            return names.map { name in
                let note = notes.last {
                    $0.audit == audit.id.rawValue && $0.question == name && $0.scope == .all
                        && $0.datasets == datasets
                }
                return note.flatMap { AuditFinding($0, command: command) }
                    ?? .notAudited(audit.id, question: name, command: command)
            }
        }
    }

    /// Runs the audits over the whole log, and over the last weeks apart, and notes in the log what
    /// they said; returns all that they ever said.
    func note(
        _ audits: [any Audit.Type], in store: SQLiteEvidenceStore
    ) async throws -> [AuditHistory] {
        let key = try await store.open(folder.feature)
        let window = Int64(folder.feature.audits.window.inSeconds * 1e6)
        let since = Timestamp(microseconds: now.microseconds - window)
        let all = try await report(audits, store: store)
        let recent = try await report(audits, since: since, store: store)
        try await store.note(all.notes(.all) + recent.notes(.window), of: key)
        return try await histories(in: store)
    }

    /// Notes in the log what a run over all of it found, where it can be written.
    func keep(_ report: AuditReport, in store: SQLiteEvidenceStore) async throws {
        guard let key = try await logged(store) else { return }
        do {
            try await store.note(report.notes(.all), of: key)
        } catch .readOnly {
            return
        }
    }

    /// Returns what audits ever said; the launch is when the latest plan was noted.
    func histories(in store: SQLiteEvidenceStore) async throws -> [AuditHistory] {
        guard let key = try await logged(store) else { return [] }
        let launch = try await store.lines(of: key).last?.notedAt
        return AuditHistory.all(in: try await store.auditNotes(of: key), launchedAt: launch)
    }

    /// The feature as the log knows it; `nil` where the log has never heard of it.
    private func logged(_ store: SQLiteEvidenceStore) async throws -> FeatureKey? {
        do {
            return try await store.open(folder.feature)
        } catch EvidenceError.unknownFeature {
            return nil
        }
    }

    private func scopes(_ glance: AuditGlance?, _ since: Timestamp?) -> [AuditScope] {
        let versions = folder.feature.paths.compactMap(folder.version)
        let byPath = Dictionary(
            versions.map { ($0.path, $0.version) }, uniquingKeysWith: { first, _ in first })
        return folder.feature.questions.map {
            AuditScope(
                folder.feature, $0, versions: byPath, now: now, since: since,
                start: glance?.start ?? 0, thresholds: folder.auditThresholds, arguments: arguments)
        }
    }

    private func datasets() throws -> AuditDatasets {
        var sets: [DatasetRole: Dataset] = [:]
        var errors: [Diagnostic] = []
        for role in DatasetRole.allCases {
            guard let definition = folder.feature.datasets[role.rawValue] else { continue }
            var reader = DatasetReader(role, definition, of: folder.feature)
            sets[role] = reader.read()
            errors += reader.diagnostics
        }
        guard errors.isEmpty else { throw CommandFailure(.badData, errors) }
        return AuditDatasets(sets)
    }

    /// The texts of the folder from which a path may know a case.
    private func texts() throws -> [AuditText] {
        var texts: [AuditText] = []
        for path in folder.feature.paths {
            guard let prompt = path.model?.prompt else { continue }
            let file = folder.feature.file(prompt)
            let text = try TextFile.read(file).text
            if !texts.contains(where: { $0.place == file }) {
                texts.append(AuditText(.prompt, place: file, text: text))
            }
        }
        for list in folder.ruleSet?.lists ?? [] where list.kind != .patterns {
            let kind: AuditText.Kind = list.kind == .ids ? .idList : .wordList
            texts += zip(list.entries, list.lines).map { entry, line in
                AuditText(kind, place: "\(list.file):\(line)", text: entry)
            }
        }
        return texts + (try ruleTests())
    }

    private func ruleTests() throws -> [AuditText] {
        let file = folder.feature.file("rules.test.yaml")
        guard let ruleSet = folder.ruleSet, TextFile.exists(file) else { return [] }
        let (tests, _) = RuleTestFile.read(try TextFile.read(file), for: ruleSet)
        return (tests?.tests ?? []).compactMap { test in
            guard let object = try? JSONValue(parsing: test.input).object else { return nil }
            let text = object.text(of: folder.feature.fields)
            return text.isEmpty
                ? nil
                : AuditText(.ruleTest, place: "\(file):\(test.position.line)", text: text)
        }
    }
}

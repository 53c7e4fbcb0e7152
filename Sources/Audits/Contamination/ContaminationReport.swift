import Decisions
import JSONCodec
import Statistics

/// Holds the test items against all that a path may have seen.
struct ContaminationReport {
    private let audit: ContaminationAudit
    private let items: [ContaminationAudit.Item]
    private let material: AuditMaterial
    private let index: ContaminationIndex
    /// By item, where it was found first, and how.
    private var flagged: [Int: (place: String, match: ContaminationIndex.Match)] = [:]
    /// Something that may give items away.
    private struct Source {
        var name: String
        var texts: Int
        /// Where an item was found first.
        var found: [Int: (place: String, match: ContaminationIndex.Match)] = [:]
    }

    private var sources: [Source] = []
    private let tuned: [TunedPath]
    private var meanings: NearMeanings?

    init(
        _ audit: ContaminationAudit, items: [ContaminationAudit.Item], material: AuditMaterial
    ) {
        self.audit = audit
        self.items = items
        self.material = material
        index = ContaminationIndex(items.map(\.text))
        tuned = audit.scope.versions.sorted { $0.key < $1.key }.compactMap { path, version in
            TunedPath(path, version: version, of: material.versions, items: items)
        }
        searchTraining()
        searchTexts()
        searchMeanings()
    }

    private mutating func searchTraining() {
        guard let training = material.datasets[.training] else { return }
        let texts = training.files.flatMap { file in
            file.rows.map { row in
                ("\(file.name):\(row.line)", row.values.text(of: audit.scope.fields))
            }
        }
        search("training data", texts, quoting: false)
        let answers = training.files.flatMap { file in
            file.rows.compactMap { row in
                (row.values["input"]?.string).flatMap(ContentHash.init).map {
                    ("\(file.name):\(row.line)", $0)
                }
            }
        }
        guard !answers.isEmpty else { return }
        let byInput = items(by: \.input)
        add(
            "training data of recorded answers", texts: answers.count,
            answers.map { place, input in
                (place, Dictionary(byInput[input, default: []].map { ($0, .answered) }) { $1 })
            })
    }

    /// The items that are long enough to be looked for, by one of their marks.
    private func items<Key: Hashable>(
        by mark: (ContaminationAudit.Item) -> Key?
    ) -> [Key: [Int]] {
        let usable = items.indices.filter(index.isUsable)
        let marked = usable.compactMap { number in mark(items[number]).map { ($0, [number]) } }
        return Dictionary(marked, uniquingKeysWith: +)
    }

    private mutating func searchTexts() {
        searchIDs()
        for kind in AuditText.Kind.allCases {
            let texts = material.texts.filter { $0.kind == kind }
            guard !texts.isEmpty else { continue }
            search(
                kind.rawValue, texts.flatMap { Self.pieces(of: $0) },
                quoting: kind == .prompt || kind == .wordList)
        }
    }

    /// Looks for rules that know test questions by their ids; shorter ids are found by chance.
    private mutating func searchIDs() {
        let entries = material.texts.filter { $0.kind == .idList && $0.text.utf8.count > 4 }
        guard !entries.isEmpty else { return }
        let byID = items(by: \.id)
        add(
            "ids in the rules", texts: entries.count,
            entries.map { entry in
                (entry.place, Dictionary(byID[entry.text, default: []].map { ($0, .named) }) { $1 })
            })
    }

    private mutating func searchMeanings() {
        guard let embeddings = material.embeddings else { return }
        meanings = NearMeanings(
            ComparedTexts(material.datasets, audit.scope.fields),
            without: Set(flagged.keys.map { items[$0].text }), embeddings,
            least: audit.scope.thresholds[ContaminationAudit.meaning].value)
    }

    /// A prompt's lines, so that the place can be named, and then all of it.
    private static func pieces(of text: AuditText) -> [(String, String)] {
        guard text.kind == .prompt else { return [(text.place, text.text)] }
        let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false)
        let numbered = lines.enumerated().map { ("\(text.place):\($0 + 1)", String($1)) }
        return numbered + [(text.place, text.text)]
    }

    private mutating func search(
        _ name: String, _ texts: [(place: String, text: String)], quoting: Bool
    ) {
        let index = index
        add(
            name, texts: texts.count,
            texts.lazy.map { ($0.place, index.matches(of: $0.text, quoting: quoting)) })
    }

    private mutating func add(
        _ name: String, texts: Int,
        _ matches: some Sequence<(place: String, items: [Int: ContaminationIndex.Match])>
    ) {
        var source = Source(name: name, texts: texts)
        for (place, items) in matches {
            for (item, match) in items {
                source.found[item] = source.found[item] ?? (place, match)
            }
        }
        flagged.merge(source.found) { first, _ in first }
        sources.append(source)
    }

    func finding() -> AuditFinding {
        let n = index.count
        guard n > 0 else {
            return .cannotTell(
                .contamination, "The test questions are too short to be told apart.",
                n: items.count,
                missing: [
                    .init(
                        "items of at least \(ContaminationIndex.leastWords) words",
                        how: "check them by hand; short ones recur by chance")
                ])
        }
        let threshold = audit.scope.thresholds[ContaminationAudit.largestShare]
        let share = Double(flagged.count) / Double(n)
        let status = status(share, threshold)
        var finding = AuditFinding(.contamination, status, sentence(n, status))
        finding.n = n
        finding.measure = "share of test questions that a path may know"
        finding.estimate = share
        finding.interval = wilsonInterval(successes: flagged.count, trials: n)
        finding.threshold = threshold
        finding.parts =
            sourceParts(n) + recordingParts(n) + inflations.map(\.part) + tuned.map(\.part)
            + [meanings?.part ?? material.embeddings?.failedPart(NearMeanings.name)].compactMap(
                \.self)
        finding.missing = missing
        finding.advice = advice
        finding.assumptions = [
            "A near-copy counts whoever wrote it first; no copy is no proof, for a paraphrase "
                + "shares no words.",
            "Items under \(ContaminationIndex.leastWords) words "
                + "(\(AuditWords.count(items.count - n)) of \(AuditWords.count(items.count))) are left out.",
        ]
        return finding
    }

    private func status(_ share: Double, _ threshold: AuditThreshold) -> AuditFinding.Status {
        if !flagged.isEmpty { return share >= threshold.value ? .fires : .watch }
        if tuned.contains(where: \.isBetterOnOlder) || meanings?.isWatched == true { return .watch }
        return missing.isEmpty ? .ok : .cannotTell
    }

    private var missing: [AuditFinding.Missing] {
        guard material.datasets[.training] == nil else { return [] }
        return [
            .init(
                "what the paths learnt from, or were tuned on",
                how: "name `datasets: { training: train.jsonl }` in feature.yaml")
        ]
    }

    private func sourceParts(_ n: Int) -> [AuditFinding.Part] {
        sources.map { source in
            AuditFinding.Part(
                source.name, source.found.isEmpty ? .ok : .watch, n: source.texts,
                estimate: Double(source.found.count) / Double(n),
                note: AuditWords.counted(source.found.count, "test question")
                    + (source.found.min { $0.key < $1.key }.map { "; \(example($0.key, $0.value))" }
                        ?? ""))
        }
    }

    /// Whoever has a recording may have seen what it answers; that a path learnt from it, its place
    /// among the training data says.
    private func recordingParts(_ n: Int) -> [AuditFinding.Part] {
        let byInput = items(by: \.input)
        return material.recordings.map { recording in
            let asked = Set(recording.lines.keys.flatMap { byInput[$0, default: []] })
            return .init(
                "recorded answers", .ok, n: recording.lines.count,
                estimate: Double(asked.count) / Double(n),
                note:
                    "\(recording.file) answers \(AuditWords.counted(asked.count, "test question"))"
                    + (asked.isEmpty
                        ? "" : "; that counts where a path learnt from it, as `datasets.training`"))
        }
    }

    private func example(
        _ item: Int, _ found: (place: String, match: ContaminationIndex.Match)
    ) -> String {
        "`\(items[item].text.prefix(60))` \(found.match.rawValue) \(found.place)"
    }
}

// MARK: Scores

extension ContaminationReport {
    private struct Inflation {
        var path: String
        var flagged: ProportionSample
        var clean: ProportionSample

        var all: Double {
            Double(flagged.successes + clean.successes) / Double(flagged.trials + clean.trials)
        }

        var part: AuditFinding.Part {
            let isEnough = flagged.trials >= ContaminationAudit.leastScored
            return AuditFinding.Part(
                "\(path): accuracy on flagged questions less that on others",
                isEnough ? .watch : .cannotTell, n: flagged.trials + clean.trials,
                estimate: isEnough ? flagged.proportion - clean.proportion : nil,
                interval: isEnough ? newcombeIndependentInterval(flagged, clean) : nil,
                note: isEnough ? "difference" : "too few flagged to compare")
        }
    }

    private var inflations: [Inflation] {
        guard !flagged.isEmpty else { return [] }
        let paths = Set(items.flatMap(\.isRight.keys)).sorted()
        return paths.compactMap { path in
            var (dirty, clean) = ([Bool](), [Bool]())
            for (number, item) in items.enumerated() {
                guard let isRight = item.isRight[path], index.isUsable(number) else { continue }
                if flagged[number] == nil { clean.append(isRight) } else { dirty.append(isRight) }
            }
            guard !dirty.isEmpty, clean.count >= ContaminationAudit.leastScored else { return nil }
            return Inflation(
                path: path,
                flagged: ProportionSample(
                    successes: dirty.count { $0 }, trials: dirty.count),
                clean: ProportionSample(successes: clean.count { $0 }, trials: clean.count))
        }
    }

    private func sentence(_ n: Int, _ status: AuditFinding.Status) -> String {
        let more = [
            tuned.first(where: \.isBetterOnOlder)?.sentence,
            meanings.flatMap { $0.isWatched ? $0.sentence : nil },
            material.embeddings?.failure.map {
                "paraphrases were not looked for, for the embedding endpoint failed (\($0))"
            },
        ].compactMap(\.self)
        return ([String(known(n, status).dropLast())] + more).joined(separator: "; ") + "."
    }

    private func known(_ n: Int, _ status: AuditFinding.Status) -> String {
        guard !flagged.isEmpty else {
            let searched = sources.map { "\($0.name): \(AuditWords.counted($0.texts, "text"))" }
                .joined(separator: ", ")
            return missing.isEmpty
                ? "None of \(AuditWords.counted(n, "test question")) is a near-copy of what the paths could have seen "
                    + "(\(searched))."
                : "Nobody has said what the paths learnt from; "
                    + (searched.isEmpty
                        ? "nothing could be compared."
                        : "in what is at hand none of \(AuditWords.count(n)) test questions was found (\(searched)).")
        }
        let named = sources.filter { !$0.found.isEmpty }
        // A question that stands in several sources counts in each.
        let places = named.map { "\($0.found.count) in the \($0.name)" }.joined(separator: ", ")
        var sentence =
            "\(AuditWords.count(flagged.count)) of \(AuditWords.count(n)) test questions are known "
            + "to a path (\(places))"
        let swelled = inflations.filter { $0.all > $0.clean.proportion }
        if let worst = swelled.max(by: {
            $0.all - $0.clean.proportion < $1.all - $1.clean.proportion
        }) {
            sentence +=
                "; without them the score of `\(worst.path)` is "
                + "\(AuditWords.percent(worst.clean.proportion)), not "
                + AuditWords.percent(worst.all)
        }
        return sentence + "."
    }

    private var advice: String {
        guard let first = flagged.min(by: { $0.key < $1.key }) else {
            if meanings?.isWatched == true {
                return "Read the closest pairs, and take out of the test what is a paraphrase."
            }
            return tuned.contains(where: \.isBetterOnOlder)
                ? "Judge on questions that are younger than the last change of rules and prompt, and "
                    + "keep the older ones as tests of the rules." : ""
        }
        return "Take the flagged questions out of the test, or out of what the paths learn from, "
            + "and judge again. One of them: \(example(first.key, first.value))."
    }
}

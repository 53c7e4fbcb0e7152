import Decisions
import Statistics

/// Holds the test items against all that a path may have seen.
struct ContaminationReport {
    private let audit: ContaminationAudit
    private let items: [ContaminationAudit.Item]
    private let material: AuditMaterial
    private let index: ContaminationIndex
    /// By item, where it was found first, and how.
    private var flagged: [Int: (place: String, match: ContaminationIndex.Match)] = [:]
    /// By source, how many items it gives away.
    private var sources: [(name: String, texts: Int, items: Int)] = []
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
    }

    private mutating func searchTexts() {
        for kind in AuditText.Kind.allCases {
            let texts = material.texts.filter { $0.kind == kind }
            guard !texts.isEmpty else { continue }
            search(
                kind.rawValue, texts.flatMap { Self.pieces(of: $0) },
                quoting: kind == .prompt || kind == .wordList)
        }
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
        var found: Set<Int> = []
        for (place, text) in texts {
            for (item, match) in index.matches(of: text, quoting: quoting) {
                found.insert(item)
                if flagged[item] == nil { flagged[item] = (place, match) }
            }
        }
        sources.append((name, texts.count, found.count))
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
            sourceParts(n) + inflations.map(\.part) + tuned.map(\.part)
            + [meanings?.part ?? material.embeddings?.failedPart(NearMeanings.name)].compactMap(
                \.self)
        finding.missing = missing
        finding.advice = advice
        finding.assumptions = [
            "A near-copy counts whoever wrote it first; no copy is no proof, for a paraphrase "
                + "shares no words.",
            "Items under \(ContaminationIndex.leastWords) words "
                + "(\(items.count - n) of \(items.count)) are left out.",
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
                source.name, source.items == 0 ? .ok : .watch, n: source.texts,
                estimate: Double(source.items) / Double(n),
                note: "\(AuditWords.counted(source.items, "test question"))")
        }
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
                ? "None of \(n) test questions is a near-copy of what the paths could have seen "
                    + "(\(searched))."
                : "Nobody has said what the paths learnt from; "
                    + (searched.isEmpty
                        ? "nothing could be compared."
                        : "in what is at hand none of \(n) test questions was found (\(searched)).")
        }
        let named = sources.filter { $0.items > 0 }
        // A question that stands in several sources counts in each.
        let places = named.map { "\($0.items) in the \($0.name)" }.joined(separator: ", ")
        var sentence = "\(flagged.count) of \(n) test questions are known to a path (\(places))"
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
            + "and judge again. One of them: `\(items[first.key].text.prefix(60))`, "
            + "\(first.value.match.rawValue) as \(first.value.place)."
    }
}

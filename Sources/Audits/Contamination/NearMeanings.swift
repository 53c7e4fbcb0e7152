import Statistics

/// Test questions that mean what a training row means, by the cosine of their embeddings.
///
/// Questions of a narrow field mean much the same without anybody having copied. So what chance gives
/// is the share of questions as close to another question, times how many more training rows there
/// are than other questions: the most that so many neighbours can give (Boole's inequality).
struct NearMeanings {
    let n: Int
    /// The closest first.
    let pairs: [(question: String, row: String, cosine: Float)]
    /// The share that chance may give, in [0, 1].
    let chance: Double

    /// `nil` where there are no vectors of either side.
    init?(
        _ texts: ComparedTexts, without known: Set<String>, _ embeddings: AuditEmbeddings,
        least: Double
    ) {
        let questions = texts.questions.filter { !known.contains($0) }
        let (own, rows) = (
            embeddings.vectors(of: questions), embeddings.vectors(of: texts.training)
        )
        guard own.count > 1, own.count == questions.count, rows.count == texts.training.count,
            !rows.isEmpty
        else { return nil }
        n = own.count
        let least = Float(least)
        pairs = own.indices.compactMap { index in
            let cosines = rows.map { cosine(own[index], $0) }
            guard let nearest = cosines.indices.max(by: { cosines[$0] < cosines[$1] }),
                cosines[nearest] >= least
            else { return nil }
            return (questions[index], texts.training[nearest], cosines[nearest])
        }.sorted { $0.cosine > $1.cosine }
        let alike = own.indices.count { index in
            own.indices.contains { $0 != index && cosine(own[index], own[$0]) >= least }
        }
        let neighbours = max(1, Double(rows.count) / Double(n - 1))
        chance = min(1, Double(alike) / Double(n) * neighbours)
    }

    private var share: Double { Double(pairs.count) / Double(n) }
    var isWatched: Bool { share > chance }

    static let name = "questions that mean what a training row means (embeddings)"

    var part: AuditFinding.Part {
        let closest = pairs.first.map {
            "; closest, at \(AuditWords.decimal(Double($0.cosine))): `\($0.question.prefix(60))` "
                + "and `\($0.row.prefix(60))`"
        }
        return .init(
            Self.name, isWatched ? .watch : .ok, n: n, estimate: share,
            interval: wilsonInterval(successes: pairs.count, trials: n),
            note: "chance gives up to \(AuditWords.percent(chance))" + (closest ?? ""))
    }

    var sentence: String {
        "\(AuditWords.counted(pairs.count, "more question")) of \(AuditWords.count(n)) may be a paraphrase of a "
            + "training row"
    }
}

import Decisions
package import Evidence
import JSONCodec
import Statistics
package import Verdicts

extension CertificateTerms {
    /// The terms as one JSON object of the schema `assay.certificate/1`, a newline at its end.
    ///
    /// `files` are the certificate's other files, each with the SHA-256 of its bytes in hexadecimal,
    /// and `slices` those that its cases name by numbers.
    package func json(
        files: [(name: String, hash: String)], slices: SliceIndex = SliceIndex()
    ) -> [UInt8] {
        var writer = CertificateJSON(terms: self, slices: slices)
        writer.write(files)
        return writer.writer.bytes
    }
}

private struct CertificateJSON {
    let terms: CertificateTerms
    let slices: SliceIndex
    var writer = JSONWriter(reserving: 4096)

    init(terms: CertificateTerms, slices: SliceIndex) {
        self.terms = terms
        self.slices = slices
    }

    mutating func write(_ files: [(name: String, hash: String)]) {
        let input = terms.input
        writer.beginObject()
        text("schema", "assay.certificate/1")
        text("feature", input.feature)
        text("question", input.question.name)
        text("at", input.now.description)
        writer.key("plan")
        if let plan = input.plan { writer.string(plan.description) } else { writer.null() }
        writer.key("line")
        writer.int(input.line)
        writer.key("versions")
        writer.beginObject()
        for path in terms.paths {
            writer.key(path.path)
            writer.string(path.version.description)
        }
        writer.endObject()
        writer.key("options")
        writer.beginArray()
        for label in input.question.labels { writer.string(label) }
        writer.endArray()
        cases(input)
        sampling(input)
        money(input)
        economics(input)
        claims()
        split()
        sliceFields(input)
        writer.key("files")
        writer.beginObject()
        for file in files {
            writer.key(file.name)
            writer.string(file.hash)
        }
        writer.endObject()
        writer.endObject()
        writer.newline()
    }

    /// Which cases count, and what of them counts once.
    private mutating func cases(_ input: VerdictInput) {
        text("unit", input.unit.rawValue)
        writer.key("mature_until_us")
        writer.int(terms.matureUntil)
        writer.key("undated_cases_are_mature")
        writer.bool(terms.countsUndated)
        writer.key("outcome_depends_on_answer")
        writer.bool(input.outcome.dependsOnAnswer != .no)
    }

    /// With what probabilities the model was to be asked.
    private mutating func sampling(_ input: VerdictInput) {
        double("least_inclusion", input.leastInclusion)
        double("label_chance", input.outcome.labels.disagreements)
        double("label_chance_of_agreements", input.outcome.labels.agreements)
        writer.key("asks_unequally")
        writer.bool(input.asksUnequally)
    }

    private mutating func money(_ input: VerdictInput) {
        writer.key("worth_usd")
        if let worth = terms.worth {
            writer.beginArray()
            for row in worth {
                writer.beginArray()
                for value in row { writer.double(value) }
                writer.endArray()
            }
            writer.endArray()
        } else {
            writer.null()
        }
        double("waiting_usd_per_second", input.economics?.perSecond ?? 0)
        double("longest_heuristic_seconds", terms.longestWaits.heuristic)
        double("longest_model_seconds", terms.longestWaits.model)
        writer.key("model_price")
        switch input.model?.price {
        case .free: writer.string("free")
        case .unknown, nil: writer.string("unknown")
        case .capped: writer.string("known")
        }
        switch input.model?.price {
        case .capped(let cap): double("highest_model_price_usd", cap.usd)
        case .free, .unknown, nil: double("highest_model_price_usd", 0)
        }
    }

    /// What a year and the points of break-even follow from, besides the worth of answers.
    private mutating func economics(_ input: VerdictInput) {
        writer.key("economics")
        guard let economics = input.economics else { return writer.null() }
        writer.beginObject()
        double("correct_usd", economics.correct)
        double("wrong_default_usd", economics.wrongDefault)
        writer.key("mistakes_of_their_own_cost")
        writer.beginArray()
        for error in economics.wrongPairs.keys.sorted(by: {
            ($0.truth, $0.answer) < ($1.truth, $1.answer)
        }) {
            writer.beginArray()
            writer.string(error.truth)
            writer.string(error.answer)
            writer.endArray()
        }
        writer.endArray()
        double("worth_having_usd", economics.worthHaving)
        optional("cases_per_year", economics.casesPerYear)
        writer.key("more_upkeep_usd_per_month")
        writer.beginObject()
        for challenger in Challenger.allCases {
            writer.key(challenger.rawValue)
            writer.doubleOrNull(terms.moreUpkeepPerMonth(challenger))
        }
        writer.endObject()
        optional("build_once_usd", input.model.flatMap { economics.buildOnce[$0.name] })
        writer.endObject()
    }

    /// The fields that slices are made of, with their values in the order of the cases' numbers.
    private mutating func sliceFields(_ input: VerdictInput) {
        writer.key("slices")
        writer.beginArray()
        for field in slices.fields {
            writer.beginObject()
            text("field", field.name)
            writer.key("promised")
            writer.bool(input.promisedSlices.contains(field.name))
            writer.key("values")
            writer.beginArray()
            for value in field.values { writer.string(value) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private mutating func claims() {
        writer.key("claims")
        writer.beginArray()
        for claim in terms.claims {
            writer.beginObject()
            text("challenger", claim.challenger.rawValue)
            double("alpha", claim.alpha)
            double("worth_having", claim.worthHaving)
            writer.key("planned")
            if let planned = claim.planned {
                writer.beginObject()
                double("line", planned.line)
                double("effect", planned.effect)
                double("deviation", planned.deviation)
                writer.endObject()
            } else {
                writer.null()
            }
            writer.endObject()
        }
        writer.endArray()
    }

    private mutating func split() {
        writer.key("split")
        guard let split = terms.split else { return writer.null() }
        writer.beginObject()
        text("challenger", split.challenger.rawValue)
        text("heuristic_arm", terms.input.heuristic.name)
        text("challenger_arm", split.arm)
        double("least_propensity", split.leastPropensity)
        writer.endObject()
    }

    private mutating func text(_ key: StaticString, _ value: String) {
        writer.key(key)
        writer.string(value)
    }

    private mutating func optional(_ key: StaticString, _ value: Double?) {
        writer.key(key)
        writer.doubleOrNull(value)
    }

    private mutating func double(_ key: StaticString, _ value: Double) {
        writer.key(key)
        writer.double(value)
    }
}

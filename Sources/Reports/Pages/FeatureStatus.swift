package import Audits
package import Decisions
package import Statistics

/// A feature that runs, as its page shows it.
package struct FeatureStatus: Sendable {
    /// The verdict on a question as far as the evidence goes.
    package struct Judgement: Sendable {
        package var question: String
        package var decision: String
        /// Each with its heading, the most important first.
        package var sentences: [(heading: String, text: String)]

        package init(
            question: String, decision: String, sentences: [(heading: String, text: String)]
        ) {
            self.question = question
            self.decision = decision
            self.sentences = sentences
        }
    }

    package var name: String
    /// What is asked, a text a question.
    package var questions: [String]
    /// The path whose answer callers get, or `cascade`.
    package var inCharge: String
    /// The share of requests for which another path is in charge, where there is a split.
    package var split: Double?
    /// The share of requests for which shadow paths are asked.
    package var shadowShare: Double
    package var areShadowsPaused: Bool
    /// The kill switch: no model is asked.
    package var areModelsOff: Bool
    /// Why the feature's files are refused, so that what runs is older; empty where they are not.
    package var refusals: [String]
    package var requests: Int
    package var rejected: Int
    /// Requests that were answered but not kept.
    package var unlogged: Int
    package var paths: [PathStatus]
    /// By path, what asking it about every request would have cost more than all calls did cost.
    package var netSavings: [(path: String, saved: Money)] = []
    /// How often heuristic and model gave the same answer.
    package var agreement: Estimate?
    /// One a question; none where it cannot be told, for the reason that `problem` says.
    package var judgements: [Judgement]
    package var problem: String?
    package var activity: Activity
    package var disagreements: [Disagreement]
    /// What the scheduled audits said over time.
    package var audits: [AuditHistory] = []

    package init(
        name: String, questions: [String], inCharge: String, split: Double? = nil,
        shadowShare: Double, areShadowsPaused: Bool = false, areModelsOff: Bool = false,
        refusals: [String] = [], requests: Int, rejected: Int = 0, unlogged: Int = 0,
        paths: [PathStatus],
        agreement: Estimate? = nil, judgements: [Judgement] = [], problem: String? = nil,
        activity: Activity, disagreements: [Disagreement] = []
    ) {
        self.name = name
        self.questions = questions
        self.inCharge = inCharge
        self.split = split
        self.shadowShare = shadowShare
        self.areShadowsPaused = areShadowsPaused
        self.areModelsOff = areModelsOff
        self.refusals = refusals
        self.requests = requests
        self.rejected = rejected
        self.unlogged = unlogged
        self.paths = paths
        self.agreement = agreement
        self.judgements = judgements
        self.problem = problem
        self.activity = activity
        self.disagreements = disagreements
    }
}

/// What became of a path's answers, each exactly one of these.
package struct PathStatus: Sendable {
    package var name: String
    package var answered: Int
    package var abstained: Int
    package var failed: Int
    package var skipped: Int
    package var shed: Int
    /// In milliseconds; nil where it has not answered.
    package var medianLatency: Double?
    /// The 95th percentile in milliseconds.
    package var slowLatency: Double?
    /// How often two of its answers to the same request were the same; nil where none was asked
    /// for twice.
    package var selfAgreement: Estimate?
    /// Nil where no price is known.
    package var spent: Money?
    /// Why it did not answer, the most frequent first.
    package var reasons: [(reason: String, count: Int)]

    package init(
        name: String, answered: Int, abstained: Int = 0, failed: Int = 0, skipped: Int = 0,
        shed: Int = 0, medianLatency: Double? = nil, slowLatency: Double? = nil,
        selfAgreement: Estimate? = nil, spent: Money? = nil,
        reasons: [(reason: String, count: Int)] = []
    ) {
        self.name = name
        self.answered = answered
        self.abstained = abstained
        self.failed = failed
        self.skipped = skipped
        self.shed = shed
        self.medianLatency = medianLatency
        self.slowLatency = slowLatency
        self.selfAgreement = selfAgreement
        self.spent = spent
        self.reasons = reasons
    }
}

/// What happened in equal spans of time, the latest last.
package struct Activity: Sendable {
    package struct Span: Sendable {
        package var requests: Int
        /// Of those that both paths answered: the same answer, and another.
        package var agreed: Int
        package var disagreed: Int
        /// Calls of models that failed.
        package var failed: Int
        /// Median latency of the models in milliseconds; nil without an answer.
        package var latency: Double?
        /// What the models' calls cost; nil where no price is known.
        package var spent: Money?

        package init(
            requests: Int = 0, agreed: Int = 0, disagreed: Int = 0, failed: Int = 0,
            latency: Double? = nil, spent: Money? = nil
        ) {
            self.requests = requests
            self.agreed = agreed
            self.disagreed = disagreed
            self.failed = failed
            self.latency = latency
            self.spent = spent
        }
    }

    package var start: Timestamp
    /// Of a span.
    package var length: Duration
    package var spans: [Span]

    package static let none = Activity(
        start: Timestamp(microseconds: 0), length: .seconds(3600), spans: [])

    package init(start: Timestamp, length: Duration, spans: [Span]) {
        self.start = start
        self.length = length
        self.spans = spans
    }
}

/// A case that two paths answered differently.
package struct Disagreement: Sendable {
    package struct Side: Sendable {
        package var path: String
        package var value: String
        /// The rule that decided, or another short reason.
        package var because: String?

        package init(path: String, value: String, because: String? = nil) {
            self.path = path
            self.value = value
            self.because = because
        }
    }

    package var caseID: String
    package var question: String
    package var time: Timestamp
    package var fields: [(name: String, value: String)]
    package var sides: [Side]
    /// The truth, where it is known.
    package var outcome: String?
    /// Who says so: people and judges are not the same.
    package var outcomeSource: String?

    package init(
        caseID: String, question: String, time: Timestamp,
        fields: [(name: String, value: String)], sides: [Side], outcome: String? = nil,
        outcomeSource: String? = nil
    ) {
        self.caseID = caseID
        self.question = question
        self.time = time
        self.fields = fields
        self.sides = sides
        self.outcome = outcome
        self.outcomeSource = outcomeSource
    }
}

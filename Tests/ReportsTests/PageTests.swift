import Decisions
import Reports
import Statistics
import Testing

struct PageTests {
    @Test func `the list and a feature's page are as recorded`() throws {
        try expectGolden(FeatureListPage([triage, quiet]).html, "page-list.html")
        try expectGolden(FeaturePage(triage).html, "page-feature.html")
        try expectGolden(FeaturePage(quiet).html, "page-feature-quiet.html")
        try expectGolden(FeatureListPage([]).html, "page-list-empty.html")
    }

    @Test func `the label screen is as recorded`() throws {
        try expectGolden(labels(task).html, "page-label.html")
        try expectGolden(labels(nil).html, "page-label-done.html")
    }

    @Test func `what comes from outside is never markup`() {
        let hostile = "\"><script>alert(1)</script>&{{name}}'"
        var feature = triage
        feature.name = hostile
        feature.questions = [hostile]
        feature.inCharge = hostile
        feature.problem = hostile
        feature.paths[0].name = hostile
        feature.paths[0].reasons = [(hostile, 1)]
        feature.disagreements = [
            Disagreement(
                caseID: hostile, question: hostile, time: Timestamp(microseconds: 0),
                fields: [(hostile, hostile)],
                sides: [.init(path: hostile, value: hostile, because: hostile)], outcome: hostile)
        ]
        var hostileTask = task
        hostileTask.caseID = hostile
        hostileTask.fields = [(hostile, hostile)]
        hostileTask.answers = [hostile]
        hostileTask.options = [(hostile, hostile)]
        hostileTask.observationID = hostile
        let label = LabelPage(
            feature: hostile, task: hostileTask, remaining: 1, rater: hostile, token: hostile)
        for html in [FeatureListPage([feature]).html, FeaturePage(feature).html, label.html] {
            #expect(!html.contains("<script>alert"))
            #expect(!html.contains("\"><script"))
            #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;{{name}}"))
        }
    }

    private func labels(_ task: LabelPage.Task?) -> LabelPage {
        LabelPage(
            feature: "support-triage", task: task, remaining: 41, rater: "kim", token: "t0k3n")
    }

    private var task: LabelPage.Task {
        LabelPage.Task(
            observationID: "0190a1b2-0000-7000-8000-000000000001", caseID: "m-17",
            instructions: "Which team handles this message?",
            fields: [("text", "I was charged twice & the app\ncrashes"), ("plan", "pro")],
            answers: ["technical", "billing"],
            options: [
                ("billing", "charges, invoices"), ("technical", nil), ("account", nil),
                ("other", nil),
            ])
    }

    private var quiet: FeatureStatus {
        FeatureStatus(
            name: "flight-delay",
            questions: ["Will this flight arrive more than 15 minutes late?"],
            inCharge: "heuristic", shadowShare: 1, areShadowsPaused: true, requests: 0,
            paths: [PathStatus(name: "heuristic", answered: 0, spent: .zero)],
            problem: "No outcome is known yet.",
            activity: Activity(start: Timestamp(microseconds: 0), length: .seconds(3600), spans: [])
        )
    }

    private var triage: FeatureStatus {
        let spans = (0..<24).map { hour in
            Activity.Span(
                requests: hour == 3 ? 0 : 40 + hour * 7 % 30, agreed: hour == 3 ? 0 : 20 + hour % 5,
                disagreed: hour == 3 ? 0 : 6 + hour % 3, failed: hour % 11 == 0 ? 4 : 0,
                latency: hour == 3 ? nil : 210 + Double(hour * 13 % 90),
                spent: Money(nanoUSD: Int64(hour) * 1_700_000))
        }
        var status = FeatureStatus(
            name: "support-triage", questions: ["Which team handles this message?"],
            inCharge: "heuristic", split: nil, shadowShare: 0.5, requests: 1_240, rejected: 3,
            unlogged: 2,
            paths: [
                PathStatus(
                    name: "heuristic", answered: 1_102, abstained: 138, medianLatency: 0.004,
                    slowLatency: 0.009, spent: .zero, reasons: [("no_rule_fired", 138)]),
                PathStatus(
                    name: "model", answered: 588, failed: 12, skipped: 620, shed: 20,
                    medianLatency: 240, slowLatency: 910,
                    selfAgreement: Estimate(
                        value: 0.94, interval: Interval(lower: 0.9, upper: 0.965), confidence: 0.95
                    ), spent: Money(nanoUSD: 469_200_000),
                    reasons: [("not_sampled", 620), ("overload", 20), ("timeout", 12)]),
            ],
            agreement: Estimate(
                value: 0.78, interval: Interval(lower: 0.745, upper: 0.811), confidence: 0.95),
            judgements: [
                .init(
                    question: "team", decision: "not-yet-known",
                    sentences: [
                        ("Decision", "Not yet known; the heuristic stays in charge meanwhile."),
                        ("What would flip it", "About 400 more labelled cases."),
                    ])
            ],
            activity: Activity(
                start: Timestamp(microseconds: 1_767_225_600_000_000), length: .seconds(3600),
                spans: spans),
            disagreements: [
                Disagreement(
                    caseID: "m-17", question: "team",
                    time: Timestamp(microseconds: 1_767_300_000_000_000),
                    fields: [("text", "I was charged twice & the app crashes"), ("plan", "pro")],
                    sides: [
                        .init(path: "heuristic", value: "billing", because: "rule money-back"),
                        .init(path: "model", value: "technical", because: "probability 61%"),
                    ]),
                Disagreement(
                    caseID: "m-21", question: "team",
                    time: Timestamp(microseconds: 1_767_301_000_000_000),
                    fields: [("text", "cant log in since the update")],
                    sides: [
                        .init(path: "heuristic", value: "account"),
                        .init(path: "model", value: "technical"),
                    ], outcome: "technical", outcomeSource: "judge"),
            ])
        status.netSavings = [
            ("model", Money(nanoUSD: 500_000_000)), ("judge", Money(nanoUSD: -20_000_000)),
        ]
        return status
    }
}

/// The gateway's first page: every feature, who is in charge of it, and what the evidence says.
package struct FeatureListPage {
    private let features: [FeatureStatus]

    package init(_ features: [FeatureStatus]) {
        self.features = features
    }

    package var html: String {
        let cards = features.map { FeatureCard($0).values }
        return PageTemplate.page(
            title: "Features",
            body: Self.template.render([
                "features": cards, "isEmpty": features.isEmpty, "advice": PageLink.advice,
            ]))
    }

    private static let template = PageTemplate(
        """
        <h1>Features</h1>
        {{#isEmpty}}<p>No feature is served yet. Each folder with a <code>feature.yaml</code> and \
        rules becomes one; <code>assay init NAME</code> writes such a folder.</p>{{/isEmpty}}
        <ul class="cards">
        {{#features}}
        <li class="card">
        <h2><a href="{{link}}">{{name}}</a></h2>
        <p class="asked">{{asked}}</p>
        <p><span class="badge {{verdictClass}}">{{verdict}}</span> \
        <strong>{{inCharge}}</strong> in charge{{#warning}} · \
        <span class="warning">{{warning}}</span>{{/warning}}</p>
        <dl class="figures">
        {{#figures}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>{{/figures}}
        </dl>
        </li>
        {{/features}}
        </ul>
        <p class="asked">Something new in mind? <a href="{{advice}}">See what fits it</a>: a rule, a \
        model, both, or neither.</p>
        """)
}

/// What the list shows of a feature.
private struct FeatureCard {
    private let status: FeatureStatus

    init(_ status: FeatureStatus) {
        self.status = status
    }

    var values: [String: Any] {
        let sentences = StatusSentences(status)
        return present([
            "name": status.name, "link": PageLink.feature(status.name),
            "asked": status.questions.joined(separator: " "),
            "verdict": sentences.verdict, "verdictClass": sentences.verdictClass,
            "inCharge": status.inCharge, "warning": sentences.warning,
            "figures": sentences.figures.map { ["label": $0.label, "value": $0.value] },
        ])
    }
}

package import Advisor

/// The ideas that the advisor was asked about, and the form that begins another.
package struct AdviceListPage {
    package struct Row: Sendable {
        package let name: String
        /// `nil` where the assessment cannot be read.
        package let advice: Advice?

        package init(name: String, advice: Advice?) {
            self.name = name
            self.advice = advice
        }
    }

    private let rows: [Row]
    private let person: String
    private let token: String
    private let feature: String?

    /// `feature` names the idea where only the person is not known yet.
    package init(rows: [Row], person: String, token: String, feature: String? = nil) {
        self.rows = rows
        self.person = person
        self.token = token
        self.feature = feature
    }

    package var html: String {
        PageTemplate.page(title: "Advice", body: Self.template.render(values))
    }

    private var values: [String: Any?] {
        [
            "token": token, "person": person, "feature": feature, "action": PageLink.advice,
            "isNew": feature == nil, "hasRows": !rows.isEmpty,
            "rows": rows.map { row in
                let wording = row.advice.map { AdviceWording($0) }
                return present([
                    "name": row.name, "ask": PageLink.advise(row.name),
                    "result": PageLink.advice(row.name),
                    "outcome": wording?.outcome ?? "cannot be read",
                    "isFirm": row.advice?.gate != nil,
                    "sentence": wording?.sentence
                        ?? "`assay advise` says what is wrong with the file.",
                    "people": row.advice.map { Self.people($0.assessment) },
                ])
            },
        ]
    }

    private static func people(_ assessment: Assessment) -> String {
        var people: [String] = []
        for entry in assessment.entries where !people.contains(entry.by) { people.append(entry.by) }
        let count = assessment.entries.count
        return "\(count) answer\(count == 1 ? "" : "s") by \(people.joined(separator: ", "))"
    }

    private static let template = PageTemplate(
        """
        <h1>A rule, a model, both, or neither?</h1>
        <p class="asked">A few short questions about your idea, and what fits it. \
        <em>I don’t know</em> is an answer. Every answer is saved at once.</p>
        <form method="post" action="{{action}}" class="ask">
        <input type="hidden" name="token" value="{{token}}">
        {{#isNew}}<label>The idea<input name="feature" maxlength="100" required autofocus \
        placeholder="refund requests" autocomplete="off"></label>{{/isNew}}
        {{#feature}}<input type="hidden" name="feature" value="{{feature}}"><p>{{feature}}</p>{{/feature}}
        <label>Your name<input name="by" value="{{person}}" maxlength="80" required \
        autocomplete="nickname"{{#feature}} autofocus{{/feature}}></label>
        <button>Begin</button>
        </form>
        {{#hasRows}}<h2>Asked so far</h2>
        <ul class="cards">
        {{#rows}}<li class="card"><h3><a href="{{result}}">{{name}}</a></h3>
        <p><span class="badge {{#isFirm}}settled{{/isFirm}}{{^isFirm}}open{{/isFirm}}">{{outcome}}</span></p>
        <p>{{sentence}}</p>
        {{#people}}<p class="asked">{{people}} · <a href="{{ask}}">answer yourself</a></p>{{/people}}</li>
        {{/rows}}
        </ul>{{/hasRows}}
        """)
}

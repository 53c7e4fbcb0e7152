/// The screen on which a person says what is true of a case: both answers blinded, a key a label.
package struct LabelPage {
    /// A case to be labelled.
    package struct Task: Sendable {
        package var observationID: String
        package var caseID: String
        package var instructions: String
        package var fields: [(name: String, value: String)]
        /// What the paths answered, in an order that gives neither away.
        package var answers: [String]
        /// In the question's order; at most nine have a key.
        package var options: [(value: String, description: String?)]

        package init(
            observationID: String, caseID: String, instructions: String,
            fields: [(name: String, value: String)], answers: [String],
            options: [(value: String, description: String?)]
        ) {
            self.observationID = observationID
            self.caseID = caseID
            self.instructions = instructions
            self.fields = fields
            self.answers = answers
            self.options = options
        }
    }

    private let feature: String
    private let task: Task?
    /// How many cases are still to be labelled.
    private let remaining: Int
    private let rater: String
    /// Proves that the form came from this page.
    private let token: String

    package init(feature: String, task: Task?, remaining: Int, rater: String, token: String) {
        self.feature = feature
        self.task = task
        self.remaining = remaining
        self.rater = rater
        self.token = token
    }

    package var html: String {
        PageTemplate.page(
            title: "Label \(feature)", body: Self.template.render(values),
            script: task == nil ? nil : "/assets/label.js")
    }

    private var values: [String: Any?] {
        var values: [String: Any?] = [
            "feature": feature, "back": PageLink.feature(feature),
            "action": PageLink.labels(feature), "rater": rater, "token": token,
            "isDone": task == nil, "remaining": NumberText.count(remaining),
            "cases": remaining == 1 ? "case" : "cases",
        ]
        guard let task else { return values }
        values["task"] =
            [
                "observation": task.observationID, "case": task.caseID,
                "instructions": task.instructions,
                "fields": task.fields.map { ["name": $0.name, "value": $0.value] },
                "answers": task.answers, "hasAnswers": !task.answers.isEmpty,
                "options": task.options.enumerated().map { index, option in
                    present([
                        "value": option.value, "description": option.description,
                        "key": index < 9 ? String(index + 1) : nil,
                    ])
                },
            ] as [String: Any]
        return values
    }

    /// The first button is the one that Enter presses in the field of the name: it must be no label.
    private static let template = PageTemplate(
        """
        <p><a href="{{back}}">Back to {{feature}}</a></p>
        <h1>What is true of this case?</h1>
        {{#isDone}}<p>Nothing is left to label: no case that was drawn for it lacks an outcome. \
        Come back when more traffic has passed.</p>{{/isDone}}
        {{#task}}
        <p class="asked">{{instructions}}</p>
        <dl class="fields large">
        {{#fields}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/fields}}
        </dl>
        {{#hasAnswers}}<p>The paths said, in random order: \
        {{#answers}}<span class="badge open">{{.}}</span> {{/answers}}</p>{{/hasAnswers}}
        <form method="post" action="{{action}}" class="labels">
        <button disabled hidden></button>
        <input type="hidden" name="observation" value="{{observation}}">
        <input type="hidden" name="token" value="{{token}}">
        <fieldset><legend>Choose with the mouse or the key shown</legend>
        {{#options}}<button name="value" value="{{value}}"{{#key}} data-key="{{key}}"{{/key}}>\
        {{#key}}<kbd>{{key}}</kbd> {{/key}}{{value}}{{#description}}<small>{{description}}</small>\
        {{/description}}</button>
        {{/options}}
        </fieldset>
        <p><button name="skip" value="1" class="quiet" data-key="s"><kbd>s</kbd> Cannot tell</button> \
        <label>Your name <input name="rater" value="{{rater}}" maxlength="80" required \
        autocomplete="nickname"></label></p>
        </form>
        <p class="asked">Case {{case}} · {{remaining}} {{cases}} left</p>
        {{/task}}
        """)
}

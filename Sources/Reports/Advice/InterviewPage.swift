package import Advisor

/// One question of an interview as a page: the answers as buttons of one choice, and a note.
package struct InterviewPage {
    private let item: Item
    private let assessment: Assessment
    private let person: String
    private let token: String

    package init(_ item: Item, _ assessment: Assessment, by person: String, token: String) {
        self.item = item
        self.assessment = assessment
        self.person = person
        self.token = token
    }

    package var html: String {
        PageTemplate.page(title: "\(assessment.feature)", body: Self.template.render(values))
    }

    /// What this person has answered, in order.
    private var own: [String] { assessment.entries.filter { $0.by == person }.map(\.item) }

    private var values: [String: Any?] {
        let entry = assessment.entry(item.id, by: person)
        let index = own.firstIndex(of: item.id) ?? own.count
        let answers = item.anchors.enumerated().map { score, anchor in
            [
                "value": "\(score)", "means": anchor.means, "example": anchor.example,
                "isChosen": entry?.answer == score, "isFirst": entry == nil && score == 0,
                "isRequired": !item.takesAmounts,
            ] as [String: Any]
        }
        return [
            "feature": assessment.feature, "number": index + 1, "item": item.id,
            "action": PageLink.advise(assessment.feature), "token": token, "person": person,
            "ask": item.ask, "answers": answers,
            "isUnknown": entry.map { $0.answer == nil } ?? false, "note": entry?.note,
            "back": index > 0
                ? PageLink.advise(assessment.feature, by: person, item: own[index - 1]) : nil,
            "why": item.why, "who": item.who, "findOut": item.findOut,
            "effort": item.effort.rawValue, "measuredBy": item.measuredBy, "source": item.source,
            "list": PageLink.advice, "isRequired": !item.takesAmounts,
            "amounts": item.takesAmounts ? ItemText.amounts : nil,
            "result": own.isEmpty ? nil : PageLink.advice(assessment.feature),
        ]
    }

    private static let template = PageTemplate(
        """
        <p class="asked">{{feature}} · question {{number}} · answering as {{person}}</p>
        <form method="post" action="{{action}}" class="interview">
        <input type="hidden" name="token" value="{{token}}">
        <input type="hidden" name="item" value="{{item}}">
        <input type="hidden" name="by" value="{{person}}">
        <fieldset><legend><h1>{{ask}}</h1></legend>
        {{#answers}}<label class="answer"><input type="radio" name="answer" value="{{value}}"{{#isRequired}} required{{/isRequired}}\
        {{#isChosen}} checked autofocus{{/isChosen}}{{#isFirst}} autofocus{{/isFirst}}>\
        <span>{{means}}<small>{{example}}</small></span></label>
        {{/answers}}
        <label class="answer"><input type="radio" name="answer" value="unknown"{{#isRequired}} required{{/isRequired}}\
        {{#isUnknown}} checked autofocus{{/isUnknown}}><span>I don’t know\
        <small>the advice says then how to find out</small></span></label>
        </fieldset>
        {{#amounts}}<label class="note">Or three amounts: {{amounts}}<input name="amounts" \
        maxlength="60" placeholder="20000 6000 1000" autocomplete="off"></label>{{/amounts}}
        <details><summary>Why this question, and who knows?</summary>
        <p>{{why}}</p>
        <p>Who knows: {{who}}. To find out, {{findOut}} ({{effort}}).\
        {{#measuredBy}} What can replace your answer: {{measuredBy}}.{{/measuredBy}}</p>
        <p class="asked">Source: {{source}}</p></details>
        <label class="note">A note, if you like<input name="note" value="{{note}}" maxlength="300" \
        autocomplete="off"></label>
        <p><button>Next</button>{{#back}} <a href="{{back}}">Back</a>{{/back}}\
        {{#result}} <a href="{{result}}">What it says so far</a>{{/result}} \
        <a href="{{list}}">Stop for now</a></p>
        </form>
        <p class="asked">With the keyboard: arrows choose, Enter goes on.</p>
        """)
}

import Decisions
import Verdicts

extension VerdictReport {
    /// As one page that needs nothing else: to be sent, printed, put before a board.
    package var html: String {
        PageTemplate.standalone(
            title: title, style: PageAssets.style + LaunchPlanPage.style + Self.style,
            body: Self.template.render([
                "title": title, "isOfMany": isOfMany, "overview": verdicts.enumerated().map(row),
                "verdicts": verdicts.enumerated().map(values),
            ]))
    }

    private func row(_ index: Int, _ verdict: Verdict) -> [String: Any] {
        [
            "id": "verdict-\(index + 1)", "feature": verdict.feature,
            "question": verdict.question.name,
            "verdict": StatusSentences.verdict(verdict.decision.rawValue),
            "style": StatusSentences.verdictClass(verdict.decision.rawValue),
            "outcomes": NumberText.count(verdict.counts.outcomes),
            "doubt": VerdictCautions(verdict).voiding.isEmpty ? "" : "in doubt",
            "worth": VerdictSentences(verdict).worth,
        ]
    }

    private func values(_ index: Int, _ verdict: Verdict) -> [String: Any] {
        let cautions = VerdictCautions(verdict)
        let isIllustrated = index < Self.mostIllustrated
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        let labels = verdict.question.labels
        let tables =
            !isIllustrated || labels.count > ConfusionTable.mostOptions
            ? []
            : paths.filter { $0.judged > 0 }.map { ConfusionTable(path: $0, labels: labels).values }
        let pictures = isIllustrated ? VerdictPictures(verdict).all : []
        let decision = verdict.decision.rawValue
        return [
            "id": "verdict-\(index + 1)", "subtitle": Self.subtitle(verdict),
            "name": "\(verdict.feature) · \(verdict.question.name)",
            "headline": StatusSentences.verdict(decision),
            "style": StatusSentences.verdictClass(decision),
            "asked": verdict.question.instructions,
            "voiding": cautions.voiding.map(PageTemplate.rich),
            "bending": cautions.bending.map(PageTemplate.rich),
            "sentences": Self.sentences(verdict).map {
                ["heading": $0.heading, "text": PageTemplate.rich($0.text)]
            },
            "pictures": pictures.map { ["title": $0.title, "svg": $0.svg, "note": $0.note] },
            "confusions": tables, "hasConfusions": !tables.isEmpty,
            "economics": EconomicsSentences(verdict).all.map(PageTemplate.rich),
            "hasEconomics": !EconomicsSentences(verdict).all.isEmpty,
            "details": Self.details(verdict, isBrief: pictures.isEmpty),
        ]
    }

    private static let template = PageTemplate(
        """
        {{#isOfMany}}
        <header>
        <p class="eyebrow">Verdicts</p>
        <h1>{{title}}</h1>
        <div class="scroll" tabindex="0"><table class="words overview"><thead><tr><th>feature</th>\
        <th>question</th><th>verdict</th><th>outcomes</th><th>evidence</th><th>worth</th></tr></thead>
        <tbody>{{#overview}}<tr><th><a href="#{{id}}">{{feature}}</a></th><td>{{question}}</td>\
        <td><span class="badge {{style}}">{{verdict}}</span></td><td class="number">{{outcomes}}</td>\
        <td class="warning">{{doubt}}</td><td>{{worth}}</td></tr>
        {{/overview}}</tbody></table></div>
        </header>
        {{/isOfMany}}
        {{#verdicts}}
        <article id="{{id}}">
        <p class="eyebrow">{{name}} · {{subtitle}}</p>
        {{#voiding}}<p class="stop"><b>Stop.</b> {{{.}}}</p>
        {{/voiding}}
        {{#bending}}<p class="doubt">{{{.}}}</p>
        {{/bending}}
        <h1><span class="badge {{style}}">{{headline}}</span></h1>
        <p class="asked">{{asked}}</p>
        <dl class="sentences">
        {{#sentences}}<dt>{{heading}}</dt><dd>{{{text}}}</dd>
        {{/sentences}}
        </dl>
        <section class="pictures">
        {{#pictures}}<figure><figcaption>{{title}}</figcaption>{{{svg}}}<p class="note">{{note}}</p>\
        </figure>
        {{/pictures}}
        {{#confusions}}<figure class="confusion"><figcaption>{{title}}</figcaption>
        <div class="scroll" tabindex="0"><table{{#isWide}} class="wide"{{/isWide}}><thead><tr><th>right was ↓, said →</th>\
        {{#columns}}<th>{{.}}</th>{{/columns}}</tr></thead><tbody>
        {{#rows}}<tr><th>{{truth}}</th>{{#cells}}<td class="{{style}}{{#none}} none{{/none}}" style="--shade:{{shade}}%" \
        data-said="{{said}}">{{count}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div><p class="note">{{note}}</p></figure>
        {{/confusions}}
        </section>
        {{#hasEconomics}}<section><h2>What decided, and what would turn it</h2>
        <ul>{{#economics}}<li>{{{.}}}</li>
        {{/economics}}</ul></section>{{/hasEconomics}}
        <section><h2>The figures behind it</h2>
        <pre class="scroll" tabindex="0">{{details}}</pre></section>
        </article>
        {{/verdicts}}
        """)
}

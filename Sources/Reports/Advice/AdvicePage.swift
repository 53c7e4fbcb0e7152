package import Advisor

/// The advice as a page to read, share and print: where people differ first, then what follows.
package struct AdvicePage {
    private let advice: Advice
    private let wording: AdviceWording

    package init(_ advice: Advice) {
        self.advice = advice
        wording = AdviceWording(advice)
    }

    package var html: String {
        PageTemplate.page(
            title: "Advice on \(advice.assessment.feature)", body: Self.template.render(values))
    }

    private var values: [String: Any?] {
        let assessment = advice.assessment
        let next = advice.gate?.next ?? []
        let flips = advice.flips.prefix(Self.mostFlips)
        let forecasts = assessment.forecasts.suffix(Self.mostForecasts)
        let change = advice.change
        return [
            "feature": assessment.feature, "ask": PageLink.advise(assessment.feature),
            "list": PageLink.advice,
            "hasDiffer": !wording.disagreements.isEmpty,
            "differ": wording.disagreements.map {
                ["question": $0.question, "said": $0.said] as [String: Any]
            },
            "older": wording.olderVersion,
            "hasContradictions": !advice.contradictions.isEmpty,
            "contradictions": advice.contradictions,
            "outcome": wording.outcome, "sentence": wording.sentence,
            "isFirm": advice.gate != nil, "hasNext": !next.isEmpty, "next": next,
            "factors": advice.questionnaire.factors.map { factor($0) },
            "hasFlips": !flips.isEmpty,
            "flips": flips.map {
                ["answers": wording.change($0), "outcome": AdviceWording.outcome($0.to)]
            },
            "furtherFlips": advice.flips.count > flips.count
                ? "\(advice.flips.count - flips.count)" : nil,
            "evidenceTitle": wording.evidence.title,
            "hasEvidence": !wording.evidence.sentences.isEmpty,
            "evidence": wording.evidence.sentences,
            "shown": wording.shown.map { ["title": $0.title, "text": $0.text] },
            "hasChanged": change != nil,
            "since": change?.before.assessment.forecasts.last.map { String($0.on.prefix(10)) },
            "changes": change.map {
                AssessmentChangeText($0, isColored: false, width: 100).sentences
                    .map { $0.replacing("->", with: "→") }
            },
            "percent": "\(wording.percent)", "hasHistory": forecasts.count > 1,
            "history": forecasts.map {
                [
                    "on": String($0.on.prefix(10)), "by": $0.by,
                    "outcome": $0.outcome.rawValue.replacing("-", with: " "),
                    "percent": "\(Int(($0.modelEarns * 100).rounded()))",
                ]
            },
            "sources": wording.sources.map {
                ["id": Self.anchor($0.name), "name": $0.name, "source": $0.source]
            },
            "gate": advice.gate.map { Self.anchor("gate \($0.id)") },
            "origin": PageTemplate.rich(wording.origin),
        ]
    }

    private static let mostFlips = 6
    private static let mostForecasts = 6

    private static func anchor(_ name: String) -> String { name.replacing(" ", with: "-") }

    private func factor(_ factor: Factor) -> [String: Any] {
        let range = advice.standing.range(of: factor)
        return [
            "title": factor.title, "high": factor.high, "score": wording.score(range),
            "reason": wording.reason(factor), "source": Self.anchor("factor \(factor.id)"),
            "cells": (1...4).map { cell in
                [
                    "x": (cell - 1) * 26,
                    "kind": cell <= range.lowerBound
                        ? "sure" : cell <= range.upperBound ? "maybe" : "none",
                ] as [String: Any]
            },
        ]
    }

    private static let template = PageTemplate(
        """
        <article class="advice">
        <h1>{{feature}}</h1>
        {{#older}}<p class="asked">{{older}}</p>{{/older}}
        {{#hasDiffer}}<section class="differ"><h2>You differ on</h2>
        {{#differ}}<h3>{{question}}</h3><ul>{{#said}}<li>{{.}}</li>{{/said}}</ul>{{/differ}}
        </section>{{/hasDiffer}}
        {{#hasContradictions}}<section class="differ"><h2>These answers do not go together</h2>
        <ul>{{#contradictions}}<li>{{.}}</li>{{/contradictions}}</ul></section>{{/hasContradictions}}
        <section>
        <p><span class="badge {{#isFirm}}settled{{/isFirm}}{{^isFirm}}open{{/isFirm}}">{{outcome}}</span></p>
        <p class="says">{{sentence}}{{#gate}} <a class="foot" href="#{{gate}}">source</a>{{/gate}}</p>
        {{#hasNext}}<ol>{{#next}}<li>{{.}}</li>{{/next}}</ol>{{/hasNext}}
        </section>
        <section><h2>Why</h2>
        <dl class="factors">
        {{#factors}}<div><dt>{{title}} <a class="foot" href="#{{source}}" aria-label="source of {{title}}">source</a>\
        <small>high: {{high}}</small></dt>
        <dd><svg viewBox="0 0 104 14" width="104" height="14" role="img" aria-label="{{score}} of 4">\
        {{#cells}}<rect class="{{kind}}" x="{{x}}" y="1" width="23" height="12" rx="2"/>{{/cells}}</svg> \
        <b>{{score}}</b> {{reason}}</dd></div>
        {{/factors}}
        </dl></section>
        <div class="columns">
        {{#isFirm}}<section><h2>What would change it</h2>
        {{^hasFlips}}<p>No other answer to one or two of these questions would.</p>{{/hasFlips}}
        <ul>{{#flips}}<li>{{answers}} → <b>{{outcome}}</b></li>{{/flips}}</ul>
        {{#furtherFlips}}<p class="asked">and {{furtherFlips}} more</p>{{/furtherFlips}}</section>{{/isFirm}}
        {{#hasEvidence}}<section><h2>{{evidenceTitle}}</h2>
        <ul>{{#evidence}}<li>{{.}}</li>{{/evidence}}</ul></section>{{/hasEvidence}}
        {{#hasChanged}}<section><h2>What changed since {{since}}</h2>
        <ul>{{#changes}}<li>{{.}}</li>{{/changes}}</ul></section>{{/hasChanged}}
        {{#shown}}<section><h2>{{title}}</h2><p>{{text}}</p></section>{{/shown}}
        <section><h2>Forecast</h2>
        <p>A model will earn its place: <b>{{percent}} %</b>. When the evidence is in, \
        <code>assay advise --score</code> says how good this was.</p>
        {{#hasHistory}}<ul>{{#history}}<li>{{on}}, {{by}}: {{outcome}}, {{percent}} %</li>{{/history}}</ul>\
        {{/hasHistory}}</section>
        </div>
        <section class="sources"><h2>Sources</h2>
        <ul>{{#sources}}<li id="{{id}}">{{name}}: {{source}}</li>{{/sources}}</ul>
        <p>{{{origin}}}</p></section>
        <p class="links"><a class="button" href="{{ask}}">Answer yourself</a> \
        <a href="{{list}}">All ideas</a></p>
        </article>
        """)
}

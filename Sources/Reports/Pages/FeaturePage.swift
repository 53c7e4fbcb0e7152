import Audits
import Decisions

/// The page of one feature: who is in charge, what the paths did, and where they differ.
package struct FeaturePage {
    private let status: FeatureStatus

    package init(_ status: FeatureStatus) {
        self.status = status
    }

    package var html: String {
        PageTemplate.page(title: status.name, body: Self.template.render(values))
    }

    private var values: [String: Any?] {
        let sentences = StatusSentences(status)
        return [
            "name": status.name, "questions": status.questions,
            "arrangement": sentences.arrangement.joined(separator: " "),
            "warning": sentences.warning,
            "verdict": sentences.verdict, "verdictClass": sentences.verdictClass,
            "problem": status.problem, "refusals": status.refusals,
            "judgements": status.judgements.map(values),
            "figures": sentences.figures.map { ["label": $0.label, "value": $0.value] },
            "plots": ActivityPlots(status.activity).plots.map {
                ["title": $0.title, "svg": $0.svg]
            },
            "paths": status.paths.map(row), "reasons": status.paths.flatMap(reasons),
            "netSavings": sentences.netSavings,
            "hasReasons": status.paths.contains { !$0.reasons.isEmpty },
            "disagreements": status.disagreements.map(values),
            "hasDisagreements": !status.disagreements.isEmpty,
            "noise": sentences.noise,
            "labels": PageLink.labels(status.name),
            "audits": status.audits.map(values), "hasAudits": !status.audits.isEmpty,
        ]
    }

    private func values(_ judgement: FeatureStatus.Judgement) -> [String: Any] {
        present([
            // Of one question the heading above says it all.
            "question": status.judgements.count > 1 ? judgement.question : nil,
            "verdict": StatusSentences.verdict(judgement.decision),
            "verdictClass": StatusSentences.verdictClass(judgement.decision),
            "sentences": judgement.sentences.map {
                ["heading": $0.heading, "text": PageTemplate.rich($0.text)]
            },
        ])
    }

    private func values(_ history: AuditHistory) -> [String: Any] {
        let curve = AuditCurve(history: history)
        return present([
            "title": curve.title, "status": curve.status,
            "sentence": PageTemplate.rich(curve.sentence),
            "ranAt": curve.ranAt, "plot": curve.plot, "caption": curve.caption,
            "changes": curve.changes,
        ])
    }

    private func row(_ path: PathStatus) -> [String: Any] {
        func time(_ milliseconds: Double?) -> String {
            milliseconds.map { NumberText.duration(milliseconds: $0) } ?? "–"
        }
        return [
            "name": path.name, "answered": NumberText.count(path.answered),
            "abstained": NumberText.count(path.abstained),
            "failed": NumberText.count(path.failed), "skipped": NumberText.count(path.skipped),
            "shed": NumberText.count(path.shed), "median": time(path.medianLatency),
            "slow": time(path.slowLatency),
            "spent": path.spent.map { NumberText.money($0.usd) } ?? "unknown",
        ]
    }

    private func reasons(_ path: PathStatus) -> [[String: Any]] {
        path.reasons.map {
            ["path": path.name, "reason": $0.reason, "count": NumberText.count($0.count)]
        }
    }

    private func values(_ case: Disagreement) -> [String: Any] {
        present([
            "id": `case`.caseID, "question": `case`.question,
            "time": String(`case`.time.description.prefix(19)).replacing("T", with: " ") + " UTC",
            "fields": `case`.fields.map { ["name": $0.name, "value": $0.value] },
            "sides": `case`.sides.map {
                present(["path": $0.path, "value": $0.value, "because": $0.because])
            }, "outcome": `case`.outcome, "outcomeSource": `case`.outcomeSource,
        ])
    }

    private static let template = PageTemplate(
        """
        <h1>{{name}}</h1>
        {{#questions}}<p class="asked">{{.}}</p>{{/questions}}
        <p>{{arrangement}}</p>
        {{#warning}}<p class="warning">{{warning}}</p>{{/warning}}
        {{#refusals}}<pre>{{.}}</pre>{{/refusals}}
        <dl class="figures">
        {{#figures}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>{{/figures}}
        </dl>

        <section aria-labelledby="verdict">
        <h2 id="verdict">Verdict: <span class="badge {{verdictClass}}">{{verdict}}</span></h2>
        {{#problem}}<p>{{problem}}</p>{{/problem}}
        {{#judgements}}
        {{#question}}<h3>{{question}}: \
        <span class="badge {{verdictClass}}">{{verdict}}</span></h3>{{/question}}
        <dl class="sentences">
        {{#sentences}}<dt>{{heading}}</dt><dd>{{{text}}}</dd>{{/sentences}}
        </dl>
        {{/judgements}}
        </section>

        {{#hasAudits}}
        <section aria-labelledby="audits">
        <h2 id="audits">Can this evidence be trusted?</h2>
        <ul class="cards">
        {{#audits}}
        <li class="card">
        <h3>{{title}} <span class="badge {{status}}">{{status}}</span></h3>
        <p>{{{sentence}}} <small>{{ranAt}}</small></p>
        {{#plot}}<figure>{{{plot}}}<figcaption>{{caption}}</figcaption></figure>{{/plot}}
        <ol>{{#changes}}<li>{{.}}</li>{{/changes}}</ol>
        </li>
        {{/audits}}
        </ul>
        </section>
        {{/hasAudits}}

        <section aria-labelledby="lately">
        <h2 id="lately">Hour by hour</h2>
        <div class="plots">
        {{#plots}}<figure><figcaption>{{title}}</figcaption>{{{svg}}}</figure>{{/plots}}
        </div>
        {{^plots}}<p>No request yet.</p>{{/plots}}
        </section>

        <section aria-labelledby="paths">
        <h2 id="paths">Paths since the start</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="paths">
        <table>
        <thead><tr><th scope="col">path</th><th scope="col">answered</th>\
        <th scope="col">abstained</th><th scope="col">failed</th><th scope="col">skipped</th>\
        <th scope="col">shed</th><th scope="col">half within</th>\
        <th scope="col">95% within</th><th scope="col">spent</th></tr></thead>
        <tbody>
        {{#paths}}<tr><th scope="row">{{name}}</th><td>{{answered}}</td><td>{{abstained}}</td>\
        <td>{{failed}}</td><td>{{skipped}}</td><td>{{shed}}</td><td>{{median}}</td>\
        <td>{{slow}}</td><td>{{spent}}</td></tr>
        {{/paths}}
        </tbody>
        </table>
        </div>
        {{#netSavings}}<p>{{.}}</p>{{/netSavings}}
        {{#hasReasons}}
        <details><summary>Why a path did not answer</summary>
        <ul>{{#reasons}}<li>{{path}}: {{reason}}, {{count}}</li>{{/reasons}}</ul>
        </details>
        {{/hasReasons}}
        </section>

        <section aria-labelledby="differ">
        <h2 id="differ">Where the paths differ</h2>
        {{#noise}}<p>{{noise}}</p>{{/noise}}
        <p><a class="button" href="{{labels}}">Label the next case</a></p>
        {{^hasDisagreements}}<p>No disagreement among the latest cases.</p>{{/hasDisagreements}}
        <ul class="cards">
        {{#disagreements}}
        <li class="card">
        <h3>{{id}}</h3>
        <p class="asked">{{question}} · {{time}}</p>
        <dl class="fields">
        {{#fields}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/fields}}
        </dl>
        <dl class="sides">
        {{#sides}}<div><dt>{{path}}</dt><dd>{{value}}{{#because}}\
        <small>{{because}}</small>{{/because}}</dd></div>{{/sides}}
        </dl>
        {{#outcome}}<p>In truth: <strong>{{outcome}}</strong>\
        {{#outcomeSource}} (source: {{outcomeSource}}){{/outcomeSource}}</p>{{/outcome}}
        </li>
        {{/disagreements}}
        </ul>
        </section>
        """)
}

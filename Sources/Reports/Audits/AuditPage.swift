package import Audits
import Decisions

/// Findings as a page that stands alone in a file.
package struct AuditPage {
    private let report: AuditReport

    package init(_ report: AuditReport) {
        self.report = report
    }

    package var html: String {
        Self.template.render([
            "feature": report.feature, "ranAt": report.ranAt.description,
            "style": PageAssets.style, "findings": report.findings.map(values),
        ])
    }

    private func values(_ finding: AuditFinding) -> [String: Any] {
        let figures = AuditFigures(finding: finding)
        let curve = report.history(of: finding).map(AuditCurve.init)
        return [
            "title": figures.title, "status": finding.status.rawValue,
            "sentence": PageTemplate.rich(finding.sentence),
            "facts": figures.facts.map { ["label": $0.label, "text": PageTemplate.rich($0.text)] },
            "hasParts": !finding.parts.isEmpty || !finding.windows.isEmpty,
            "parts": (finding.parts + finding.windows).map { part in
                [
                    "name": part.name, "status": part.status.rawValue,
                    "n": NumberText.count(part.n),
                    "figure": part.estimate == nil
                        ? "" : AuditFigures.figure(part.estimate, part.interval),
                    "note": part.note ?? "",
                ]
            },
            "assumptions": finding.assumptions, "hasCurve": curve?.plot != nil,
            "plot": curve?.plot ?? "", "caption": curve?.caption ?? "",
            "changes": curve?.changes ?? [],
        ]
    }

    private static let template = PageTemplate(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Audits of {{feature}} · Assay</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <header class="bar"><span class="brand">Assay</span><span>Audits of {{feature}}</span></header>
        <main id="main">
        <h1>Can this evidence be trusted?</h1>
        <p>Ran at {{ranAt}}.</p>
        {{#findings}}
        <section class="card">
        <h2>{{title}} <span class="badge {{status}}">{{status}}</span></h2>
        <p><strong>{{{sentence}}}</strong></p>
        <dl class="figures">
        {{#facts}}<div><dt>{{label}}</dt><dd>{{{text}}}</dd></div>
        {{/facts}}
        </dl>
        {{#hasCurve}}<figure>{{{plot}}}<figcaption>{{caption}}</figcaption></figure>{{/hasCurve}}
        <ol>{{#changes}}<li>{{.}}</li>{{/changes}}</ol>
        {{#hasParts}}<details><summary>Figures by part</summary>
        <div class="scroll"><table><thead><tr><th>Part</th><th>Status</th><th>n</th><th>Figure</th><th></th></tr></thead>
        <tbody>
        {{#parts}}<tr><td>{{name}}</td><td>{{status}}</td><td>{{n}}</td><td>{{figure}}</td>\
        <td>{{note}}</td></tr>
        {{/parts}}
        </tbody></table></div></details>{{/hasParts}}
        <ul>{{#assumptions}}<li>{{.}}</li>{{/assumptions}}</ul>
        </section>
        {{/findings}}
        </main>
        </body>
        </html>

        """)
}

import Mustache

/// Turns values into a page; every value is escaped unless a template asks for it as it is.
struct PageTemplate: Sendable {
    private let template: MustacheTemplate

    /// Compiles `text`, which is part of the program.
    init(_ text: String) {
        do {
            template = try MustacheTemplate(string: text)
        } catch {
            preconditionFailure("a template of the program is malformed: \(error)")
        }
    }

    /// Fills in `values`; sections of those that are nil are left out.
    func render(_ values: [String: Any?]) -> String { template.render(present(values)) }

    /// Returns a whole page around `body`, which is HTML.
    static func page(title: String, body: String, script: String? = nil) -> String {
        frame.render(["title": title, "body": body, "script": script])
    }

    /// Returns a page that needs nothing else, to be kept, sent and printed, around `body`.
    static func standalone(title: String, style: String, body: String) -> String {
        standaloneFrame.render(["title": title, "style": style, "body": body])
    }

    /// HTML of a text in which backticks hold what is written as it is.
    static func rich(_ text: String) -> String {
        Plot.escaped(text).split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.isMultiple(of: 2) ? String($1) : "<code>\($1)</code>" }.joined()
    }

    private static let standaloneFrame = PageTemplate(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{title}} · Assay</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <main class="plan">
        {{{body}}}
        </main>
        </body>
        </html>

        """)

    private static let frame = PageTemplate(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{title}} · Assay</title>
        <link rel="stylesheet" href="/assets/style.css">
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="bar"><a class="brand" href="/">Assay</a><span>{{title}}</span></header>
        <main id="main">
        {{{body}}}
        </main>
        {{#script}}<script src="{{script}}" defer></script>{{/script}}
        </body>
        </html>

        """)
}

/// Returns what of `values` is there: a template cannot tell nil from a value.
func present(_ values: [String: Any?]) -> [String: Any] { values.compactMapValues(\.self) }

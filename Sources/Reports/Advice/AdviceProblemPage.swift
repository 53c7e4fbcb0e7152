/// What went wrong at the advisor, in place of the page that was asked for.
package struct AdviceProblemPage {
    private let message: String

    package init(message: String) { self.message = message }

    package var html: String {
        let sentence = message.prefix(1).uppercased() + message.dropFirst() + "."
        return PageTemplate.page(
            title: "Advice",
            body: Self.template.render(["sentence": sentence, "back": PageLink.advice]))
    }

    private static let template = PageTemplate(
        """
        <h1>That did not work</h1>
        <p class="problem">{{sentence}}</p>
        <p>Nothing that was saved is lost. <a href="{{back}}">Back to the ideas</a></p>
        """)
}

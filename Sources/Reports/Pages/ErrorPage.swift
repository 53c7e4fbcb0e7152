/// What a browser shows where a page could not be had.
package struct ErrorPage {
    private let title: String
    private let message: String

    /// `message` says what is wrong and what would be right.
    package init(title: String, message: String) {
        self.title = title
        self.message = message
    }

    package var html: String {
        PageTemplate.page(
            title: title,
            body: Self.template.render(["title": title, "message": PageTemplate.rich(sentence)]))
    }

    private var sentence: String { message.prefix(1).uppercased() + message.dropFirst() + "." }

    private static let template = PageTemplate(
        """
        <h1>{{title}}</h1>
        <p>{{{message}}}</p>
        <p><a class="button" href="/">To the features</a></p>
        """)
}

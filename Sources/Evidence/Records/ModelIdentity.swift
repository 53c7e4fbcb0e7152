/// A model by the name and fingerprint that its replies give.
package struct ModelIdentity: Hashable, Sendable {
    /// At most 200 Unicode scalars; empty for all identities beyond a version's first hundred.
    package var model: String
    /// How many answers were logged under it, whatever their status and try.
    package var answers: Int

    package init(model: String, answers: Int) {
        self.model = model
        self.answers = answers
    }
}

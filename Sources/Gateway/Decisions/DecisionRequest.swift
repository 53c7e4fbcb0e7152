/// What a client wants to have decided.
///
/// Places are offsets into the request's body.
struct DecisionRequest {
    var dialect: Dialect
    var model: String
    var questions: [AskedQuestion]
    var subject: Subject
    /// The value of `x_assay`.
    var extensions: Range<Int>?
}

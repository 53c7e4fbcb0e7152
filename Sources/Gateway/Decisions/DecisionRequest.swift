/// What a client wants to have decided.
///
/// Places are offsets into the request's body.
struct DecisionRequest {
    var dialect: Dialect
    var model: String
    var questions: [AskedQuestion]
    var subject: Subject
    /// Decisions' `safety_identifier`, whose user the case is unless `x_assay` says another.
    var user: String?
    /// The value of `x_assay`.
    var extensions: Range<Int>?
}

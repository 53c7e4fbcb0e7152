/// What kind of value a text holds at some place.
package enum JSONKind: UInt8, Hashable, Sendable {
    case null, boolean, number, string, array, object
}

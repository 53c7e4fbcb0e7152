/// Finds types for type parameters so that types fit each other.
// A class, because copies of its bindings would make checking quadratic.
final class Unifier {
    private(set) var bindings: [String: CELType] = [:]
    private var freshCount = 0
    /// What each binding replaced, to undo attempts without copying all bindings.
    private var trail: [(name: String, previous: CELType?)] = []

    /// A state to return to.
    struct Mark {
        fileprivate let length: Int
    }

    var mark: Mark { Mark(length: trail.count) }

    func undo(to mark: Mark) {
        while trail.count > mark.length {
            let (name, previous) = trail.removeLast()
            bindings[name] = previous
        }
    }

    private func set(_ name: String, _ type: CELType) {
        trail.append((name, bindings[name]))
        bindings[name] = type
    }

    func fresh() -> CELType {
        freshCount += 1
        return .parameter("%\(freshCount)")
    }

    /// Returns the signature with its own type parameters.
    func instantiate(_ signature: Function.Signature) -> Function.Signature {
        var names: [String: CELType] = [:]
        func replace(_ type: CELType) -> CELType {
            guard case .parameter(let name) = type else { return type.mapParts(replace) }
            if let known = names[name] { return known }
            let type = fresh()
            names[name] = type
            return type
        }
        return Function.Signature(signature.parameters.map(replace), replace(signature.result))
    }

    /// Replaces bound parameters; unbound ones become `dyn` if `isFinal`.
    func resolve(_ type: CELType, isFinal: Bool = false) -> CELType {
        guard case .parameter(let name) = type else {
            return type.mapParts { resolve($0, isFinal: isFinal) }
        }
        if let bound = bindings[name] { return resolve(bound, isFinal: isFinal) }
        return isFinal ? .dyn : type
    }

    /// Whether a value of type `source` may stand where `target` is expected; binds parameters.
    ///
    /// A parameter that is bound to one type and meets a more general one takes the latter.
    func unify(_ target: CELType, _ source: CELType) -> Bool {
        if target == source { return true }
        if case .parameter(let name) = target { return bind(name, to: source) }
        if case .parameter(let name) = source { return bind(name, to: target) }
        switch (target, source) {
        case (.dyn, _), (_, .dyn): return true
        case (.null, let other), (let other, .null): return other.isNullable
        case (.wrapper(let a), .wrapper(let b)): return unify(a, b)
        case (.wrapper(let inner), let other), (let other, .wrapper(let inner)):
            return unify(inner, other)
        // Types as values may be compared whatever they are.
        case (.type, .type): return true
        default: break
        }
        guard target.isSameKind(as: source) else { return false }
        return zip(target.parts, source.parts).allSatisfy { unify($0, $1) }
    }

    private func bind(_ name: String, to type: CELType) -> Bool {
        guard let bound = bindings[name] else {
            let resolved = resolve(type)
            if resolved == .parameter(name) { return true }
            guard !occurs(name, in: resolved) else { return false }
            set(name, resolved)
            return true
        }
        if case .parameter = bound { return unify(bound, type) }
        guard unify(bound, type) else { return false }
        let general = mostGeneral(bound, resolve(type))
        if general != bound, !occurs(name, in: general) { set(name, general) }
        return true
    }

    private func occurs(_ name: String, in type: CELType) -> Bool {
        if case .parameter(name) = type { return true }
        return type.parts.contains { occurs(name, in: $0) }
    }

    /// Returns a type for values of both types, `dyn` where there is nothing better.
    func join(_ left: CELType, _ right: CELType) -> CELType {
        let before = mark
        if unify(left, right) { return mostGeneral(resolve(left), resolve(right)) }
        undo(to: before)
        return .dyn
    }

    private func mostGeneral(_ left: CELType, _ right: CELType) -> CELType {
        if left == .null { return right }
        if right == .null { return left }
        return isAtLeastAsGeneral(left, right) ? left : right
    }

    private func isAtLeastAsGeneral(_ left: CELType, _ right: CELType) -> Bool {
        switch (left, right) {
        case (.dyn, _), (.parameter, _): return true
        case (_, .dyn), (_, .parameter): return false
        case (.wrapper(let inner), let other) where inner == other: return true
        // Types as values fit each other, so the first stands for both.
        case (.type, .type): return true
        default:
            return left.isSameKind(as: right)
                && zip(left.parts, right.parts).allSatisfy { isAtLeastAsGeneral($0, $1) }
        }
    }
}

extension CELType {
    /// Whether null may stand in place of such a value.
    fileprivate var isNullable: Bool {
        switch self {
        case .timestamp, .duration, .optional, .wrapper, .abstract, .null: true
        default: false
        }
    }
}

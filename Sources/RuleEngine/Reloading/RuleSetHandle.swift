public import Diagnostics
import Synchronization

/// The rules in use, which can be exchanged for newer ones while others decide by them.
///
/// Whoever decides takes ``current`` for each case, or for a batch of them, and so sees the old rules
/// or the new ones, never parts of both. Rules with errors are refused, and the old ones stay.
public final class RuleSetHandle: Sendable {
    /// The rules in use.
    public struct Current: Sendable {
        /// The rules by which cases are to be decided.
        public let ruleSet: RuleSet
        /// How often the rules have been exchanged: tells a thread whether its evaluator is of now.
        public let generation: Int
        /// Why newer rules were refused since; empty where the rules in use are the newest.
        public let refusal: [Diagnostic]

        /// Whether newer rules wait for somebody to mend them.
        public var isStale: Bool { !refusal.isEmpty }
    }

    /// What became of a reload.
    public enum Reload: Sendable {
        /// The new rules are in use; there may be warnings.
        case exchanged(warnings: [Diagnostic])
        /// The new rules have errors, so that the old ones stay in use.
        case refused([Diagnostic])
    }

    private let state: Mutex<Current>
    /// Held while rules are read, so that of two reloads the one that began later has its way.
    private let reloading = Mutex(())

    /// Makes a handle whose first rules are `ruleSet`.
    public init(_ ruleSet: RuleSet) {
        state = Mutex(Current(ruleSet: ruleSet, generation: 0, refusal: []))
    }

    /// The rules in use now; cheap, and never waits for a reload.
    public var current: Current { state.withLock { $0 } }

    /// Takes the rules that `read` returns, as ``RuleFile`` reads them, unless there are errors.
    ///
    /// It blocks while rules are read, but not those who decide.
    @discardableResult
    public func reload(
        _ read: () -> (ruleSet: RuleSet?, diagnostics: [Diagnostic])
    ) -> Reload {
        reloading.withLock { _ in
            let (ruleSet, diagnostics) = read()
            let errors = diagnostics.contains { $0.severity == .error }
            return state.withLock { current in
                guard let ruleSet, !errors else {
                    let refusal =
                        diagnostics.isEmpty
                        ? [Diagnostic(.error, "there are no rules")] : diagnostics
                    current = Current(
                        ruleSet: current.ruleSet, generation: current.generation, refusal: refusal)
                    return .refused(refusal)
                }
                current = Current(
                    ruleSet: ruleSet, generation: current.generation + 1, refusal: [])
                return .exchanged(warnings: diagnostics)
            }
        }
    }
}

import Decisions
import Diagnostics

extension YAMLReader {
    /// Opens the file that `node` names, or reports why it cannot be read; `hint` goes with one
    /// that is not there.
    func file(
        _ name: String, at node: YAMLNode, hint: String? = nil,
        _ open: (String) throws -> SourceText?
    ) -> SourceText? {
        do {
            if let source = try open(name) { return source }
            error(node, "there is no file `\(name)`", hint: hint)
        } catch let fault {
            error(node, "\(fault)")
        }
        return nil
    }
}

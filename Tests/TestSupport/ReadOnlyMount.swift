import Foundation
import Glibc

/// A file or folder that nobody can write to, not even its owner or root, as long as this lives.
package final class ReadOnlyMount {
    private let path: String

    /// Mounts `path` over itself; nil where this machine does not allow it.
    package init?(_ path: String) {
        self.path = path
        // MS_BIND, MS_REMOUNT and MS_RDONLY, which are not imported everywhere.
        let readOnly = 4096 | 32 | 1 as UInt
        guard mount(path, path, nil, 4096, nil) == 0 else { return nil }
        guard mount(nil, path, nil, readOnly, nil) == 0 else { return nil }
    }

    deinit {
        umount2(path, 2)
    }
}

/// The reference recomputation that goes with every certificate: Python with numpy and scipy.
package enum Certificate {
    /// Its files, by name, as they were when the program was built; `recompute.py` is the one to run.
    package static var recomputation: [(name: String, bytes: [UInt8])] {
        [
            ("recompute.py", PackageResources.recompute_py),
            ("textbook.py", PackageResources.textbook_py),
        ]
    }
}

/// The reference recomputation that goes with every certificate.
package enum Certificate {
    /// `recompute.py`, as it was when the program was built: Python with numpy and scipy.
    package static var recomputation: [UInt8] { PackageResources.recompute_py }
}

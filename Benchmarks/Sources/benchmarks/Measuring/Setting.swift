import Foundation

/// How thoroughly and where benchmarks run.
struct Setting {
    /// A smoke: fewer and shorter runs, for a table that shows that everything works.
    let isQuick: Bool
    /// How long a soak takes.
    let minutes: Int
    /// The `assay` binary under test.
    let assay: String
    /// A folder of its own, on a disk.
    let folder: URL

    /// Either of two numbers, by the kind of run.
    func pick(quick: Int, full: Int) -> Int { isQuick ? quick : full }

    /// The path of a file in the folder of this run.
    func path(_ name: String) -> String { folder.appending(path: name).path }
}

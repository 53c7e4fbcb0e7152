import Foundation

/// Other rule engines, measured by `Peers/peers.py` in a virtual environment of their own.
struct Peers {
    private struct Figure: Decodable {
        let engine: String
        let work: String
        let ns: [Double]
    }

    private let figures: [Figure]

    /// Installs the engines where that has not been done, and measures them.
    init(_ setting: Setting) throws {
        let python = try PythonScript("peers.py", requirements: "requirements.txt", setting)
        let runs = setting.pick(quick: 3, full: 9)
        let output = try python.run([String(runs)]).output
        figures = try output.split(separator: "\n").map {
            try JSONDecoder().decode(Figure.self, from: Data($0.utf8))
        }
    }

    /// What each engine took for a work, in nanoseconds.
    func references(_ work: String) -> [Row.Reference] {
        figures.filter { $0.work == work }.map {
            Row.Reference(name: $0.engine, samples: Samples($0.ns))
        }
    }
}

import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

struct SliceTests {
    /// 200 cases of `north` where only the model is right, 200 of `south` where either is at turns,
    /// and 29 of `west`.
    private static func verdict(promised: [String]) -> Verdict {
        var scene = Scene { input in
            input.promisedSlices = promised
            input.challengers = [.model]
        }
        var slices = SliceIndex(["region"])
        func add(_ count: Int, _ value: String, _ wins: (Int) -> Bool) {
            for number in 0..<count {
                slices.note(value, of: scene.rows.count, inField: 0)
                let isWon = wins(number)
                scene.add(truth: 0, heuristic: .says(isWon ? 1 : 0), model: .says(isWon ? 0 : 1))
            }
        }
        add(200, "north") { _ in true }
        add(210, "south") { $0.isMultiple(of: 2) }
        add(29, "west") { _ in true }
        var accumulator = VerdictAccumulator(scene.input, slices: slices)
        for row in scene.rows { accumulator.append(row) }
        return accumulator.finish()
    }

    @Test(arguments: [["region"], []])
    func `a slice with a difference is found, one without and one too small are not`(
        promised: [String]
    ) throws {
        let slices = Self.verdict(promised: promised).slices
        #expect(slices.map(\.value) == ["south", "north", "west"])
        #expect(slices.map(\.isFound) == [false, true, false])
        #expect(slices.map(\.isTooSmall) == [false, false, true])
        #expect(slices.allSatisfy { $0.isPromised == !promised.isEmpty })
        #expect(slices.allSatisfy { ($0.adjustedP != nil) == $0.isPromised })
        #expect(slices[1].difference.value == 1)
    }
}

package import Diagnostics

extension LaunchPlan {
    /// What is wrong with the dependencies: unknown names, and circles.
    package static func problems(_ candidates: [LaunchCandidate]) -> [Diagnostic] {
        let names = candidates.map(\.name)
        var problems: [Diagnostic] = []
        for candidate in candidates {
            for (place, other) in candidate.assessment.dependsOn.enumerated()
            where !names.contains(other) {
                problems.append(
                    candidate.problem(
                        place,
                        "`\(candidate.name)` depends on `\(other)`, which has no launch.yaml",
                        hint: didYouMean(other, among: names) ?? "add one, or take it off the list")
                )
            }
        }
        return problems + circles(candidates)
    }

    /// One finding for each circle, at its first feature.
    private static func circles(_ candidates: [LaunchCandidate]) -> [Diagnostic] {
        let byName = Dictionary(candidates.map { ($0.name, $0) }) { first, _ in first }
        var seen: Set<String> = []
        var problems: [Diagnostic] = []
        for candidate in candidates where !seen.contains(candidate.name) {
            guard let circle = circle(from: candidate, byName),
                seen.isDisjoint(with: circle)
            else { continue }
            seen.formUnion(circle)
            let path = (circle + [candidate.name]).map { "`\($0)`" }.joined(separator: " → ")
            let next = circle.count > 1 ? circle[1] : candidate.name
            let place = candidate.assessment.dependsOn.firstIndex(of: next) ?? 0
            problems.append(
                candidate.problem(
                    place, "features wait for each other: \(path)",
                    hint: "take one of them off its `depends_on`"))
        }
        return problems
    }

    /// The shortest way from a feature back to itself, without the second mention of it.
    private static func circle(
        from start: LaunchCandidate, _ byName: [String: LaunchCandidate]
    ) -> [String]? {
        var paths = [[start.name]]
        var visited: Set<String> = []
        while !paths.isEmpty {
            let path = paths.removeFirst()
            guard let last = path.last, let candidate = byName[last] else { continue }
            for other in candidate.assessment.dependsOn {
                if other == start.name { return path }
                if visited.insert(other).inserted { paths.append(path + [other]) }
            }
        }
        return nil
    }
}

extension LaunchCandidate {
    /// A finding at one of the dependencies.
    fileprivate func problem(_ place: Int, _ fact: String, hint: String) -> Diagnostic {
        guard let file, dependencies.indices.contains(place) else {
            return Diagnostic(file: "\(name)/launch.yaml", fact, hint: hint)
        }
        return Diagnostic(
            in: file, at: dependencies[place],
            length: assessment.dependsOn[place].unicodeScalars.count, fact, hint: hint)
    }
}

extension Row: Encodable {
    private enum CodingKeys: String, CodingKey {
        case work, unit, ours, references, goal, met
    }

    private enum ReferenceKeys: String, CodingKey {
        case name, samples, ratio
    }

    func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: CodingKeys.self)
        try row.encode(work, forKey: .work)
        try row.encode(unit, forKey: .unit)
        try row.encode(ours, forKey: .ours)
        var list = row.nestedUnkeyedContainer(forKey: .references)
        for reference in references {
            var element = list.nestedContainer(keyedBy: ReferenceKeys.self)
            try element.encode(reference.name, forKey: .name)
            try element.encode(reference.samples, forKey: .samples)
            try element.encode(ratio(to: reference), forKey: .ratio)
        }
        try row.encodeIfPresent(goal?.text(unit), forKey: .goal)
        try row.encodeIfPresent(isGoalMet, forKey: .met)
    }
}

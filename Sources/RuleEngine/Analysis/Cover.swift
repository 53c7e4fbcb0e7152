/// Whether boxes together hold all of another one.
enum Cover {
    /// All of it.
    case whole
    /// All but this part, and perhaps others.
    case without(Box)
    /// The search was given up.
    case tooLarge

    private static let mostSteps = 20_000

    init(of box: Box, by boxes: [Box]) {
        var steps = 0
        var pending = [(box: box, start: 0)]
        while let (box, start) = pending.popLast() {
            steps += 1
            guard steps < Self.mostSteps else {
                self = .tooLarge
                return
            }
            guard let next = boxes[start...].firstIndex(where: { $0.intersects(box) }) else {
                self = .without(box)
                return
            }
            for piece in box.subtracting(boxes[next]).reversed() {
                pending.append((piece, next + 1))
            }
        }
        self = .whole
    }
}

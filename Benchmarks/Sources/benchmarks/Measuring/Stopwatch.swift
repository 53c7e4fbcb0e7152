import Glibc

/// Returns the seconds that pass during `body`.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body) / .seconds(1)
}

/// Returns the nanoseconds of processor time that one of `times` repetitions takes on this thread;
/// `body` repeats by itself.
///
/// What other processes do to a busy machine shows less in it than in the time that passes.
func nanoseconds(_ times: Int, _ body: (_ times: Int) throws -> Void) rethrows -> Double {
    let start = processorTime()
    try body(times)
    return (processorTime() - start) / Double(times)
}

private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Measures several works in turn, again and again, so that they share the machine's moods.
func inTurn(runs: Int, _ works: [() throws -> Double]) throws -> [Samples] {
    var values = works.map { _ in [Double]() }
    for _ in 0..<runs {
        for (index, work) in works.enumerated() { values[index].append(try work()) }
    }
    return values.map { Samples($0) }
}

import Glibc

/// How the C library keeps the memory of this process.
enum ProcessMemory {
    /// `M_ARENA_MAX` of malloc.h, which Swift does not see.
    private static let arenaLimit: Int32 = -8
    /// `M_MMAP_THRESHOLD`.
    private static let leastMapped: Int32 = -3

    /// Lets threads share their reserves, so that a process of many threads and a long life stays
    /// small; to be called before there are many threads.
    ///
    /// By default glibc keeps up to eight reserves a core, and what is free in one serves no thread
    /// of another; and from the first large block that was given back on, as large ones are no longer
    /// given back. Other C libraries have no such reserves, and nothing to set.
    static func shareReserves() {
        typealias Option = @convention(c) (Int32, Int32) -> Int32
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "mallopt") else { return }
        let set = unsafeBitCast(symbol, to: Option.self)
        _ = set(arenaLimit, 2)
        _ = set(leastMapped, 128 << 10)
    }
}

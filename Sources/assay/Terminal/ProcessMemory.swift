import Foundation

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
        _ = set(arenaLimit, 4)
        _ = set(leastMapped, 128 << 10)
    }

    /// Gives back what has been run of the program and its libraries so far; what runs again is
    /// mapped again.
    ///
    /// To start takes many times the code that serving does, and the system counts it as this
    /// process's memory until others need the room. Code is never changed, so nothing is lost.
    static func dropCode() {
        // The file has no size: what goes by it reads a part.
        guard let file = FileHandle(forReadingAtPath: "/proc/self/maps"),
            let maps = try? file.readToEnd()
        else { return }
        for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
            // Such as `7f1c2000-7f1c9000 r-xp 00001000 fe:01 1234 /usr/lib/libm.so`.
            let columns = line.split(separator: " ")
            let bounds = columns[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard columns.count >= 6, columns[1] == "r-xp", columns[5].hasPrefix("/"),
                bounds.count == 2
            else { continue }
            madvise(
                UnsafeMutableRawPointer(bitPattern: bounds[0]), Int(bounds[1] - bounds[0]),
                MADV_DONTNEED)
        }
    }
}

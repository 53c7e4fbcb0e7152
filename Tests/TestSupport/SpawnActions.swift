package import Glibc

/// What a child does before its program begins: calls of the GNU C library that its Swift module leaves
/// out.
package enum SpawnActions {
    private typealias Actions = UnsafeMutablePointer<posix_spawn_file_actions_t>

    package struct Missing: Error {
        package let name: String
    }

    package static func changeDirectory(
        _ actions: inout posix_spawn_file_actions_t, _ path: String
    ) throws {
        typealias Call = @convention(c) (Actions, UnsafePointer<CChar>) -> Int32
        let call = try find("posix_spawn_file_actions_addchdir_np", as: Call.self)
        _ = call(&actions, path)
    }

    package static func closeFrom(
        _ actions: inout posix_spawn_file_actions_t, _ descriptor: Int32
    ) throws {
        typealias Call = @convention(c) (Actions, Int32) -> Int32
        let call = try find("posix_spawn_file_actions_addclosefrom_np", as: Call.self)
        _ = call(&actions, descriptor)
    }

    private static func find<Call>(_ name: String, as type: Call.Type) throws -> Call {
        guard let symbol = dlsym(nil, name) else { throw Missing(name: name) }
        return unsafeBitCast(symbol, to: type)
    }
}

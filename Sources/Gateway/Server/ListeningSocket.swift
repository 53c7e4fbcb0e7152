import NIOCore
import Synchronization

/// The socket on which connections come, once there is one.
final class ListeningSocket: Sendable {
    private let channel = Mutex<(any Channel)?>(nil)

    func open(_ channel: any Channel) { self.channel.withLock { $0 = channel } }

    /// Has no further connection come about, while those that wait are accepted.
    ///
    /// Whoever knocks is not answered, and is refused once the socket is closed. Closing it alone
    /// resets the connections that have not been accepted yet, whose clients have been told that they
    /// stand and may have sent their requests.
    func silence() async {
        #if os(Linux)
            guard let options = channel.withLock({ $0 }) as? any SocketOptionProvider else {
                return
            }
            try? await options.unsafeSetSocketOption(
                level: Self.socketLevel, name: Self.attachFilter, value: (1, Self.dropAll)
            ).get()
        #endif
    }

    #if os(Linux)
        private static let socketLevel: SocketOptionLevel = 1
        private static let attachFilter: SocketOptionName = 26
        /// The address of a packet filter of one instruction, which keeps nothing of any packet.
        ///
        /// With the count of instructions before it, it has the layout of `struct sock_fprog` where
        /// addresses have 64 bits and the lowest byte comes first; the instruction, `ret #0`, that of
        /// `struct sock_filter`. The system copies it.
        private static let dropAll: UInt64 = {
            let instruction = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
            instruction.initialize(to: 0x06)
            return UInt64(UInt(bitPattern: instruction))
        }()
    #endif
}

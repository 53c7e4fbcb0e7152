import NIOCore

/// Runs tasks on the event loop of their connection: going on after a wait for that connection wakes
/// no other thread.
///
/// For tasks that do little but pass bytes on; whatever they do holds up the loop's connections.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

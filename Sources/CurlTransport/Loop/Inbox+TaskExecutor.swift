/// Tasks that live on the loop's thread wake nobody when they make a call or get its response.
extension Inbox: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if !post(.run(job)) { globalConcurrentExecutor.enqueue(job) }
    }
}

extension Inbox.Message {
    /// Ends what no loop will take up; a task goes on elsewhere.
    func refuse(_ error: TransportError) {
        switch self {
        case .start(_, let sink): sink.fail(error)
        case .run(let job): globalConcurrentExecutor.enqueue(job)
        case .cancel, .resume: break
        }
    }
}

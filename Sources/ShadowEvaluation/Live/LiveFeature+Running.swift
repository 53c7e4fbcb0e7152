import Decisions

extension LiveFeature {
    /// Asks the models that are to be asked, until ``shutDown(within:)`` or until its task is
    /// cancelled; then whatever waits is logged as shed.
    ///
    /// To be called once.
    package func run() async {
        guard runs.begin() else { return }
        let models = paths.compactMap(\.model)
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask(executorPreference: executors.first) { [ending, executors] in
                    await withDiscardingTaskGroup { calls in
                        for model in models {
                            calls.addTask { await model.run(model.inCharge, on: executors) }
                            calls.addTask { await model.run(model.shadows, on: executors) }
                        }
                    }
                    ending.resolve(())
                }
                await ending.value
                group.cancelAll()
            }
        } onCancel: {
            abandon()
        }
        runs.end()
    }

    /// Ends the feature's calls: what has been accepted is answered within `time` or logged as shed.
    ///
    /// The caller lets no further requests come; one that does is answered without models.
    package func shutDown(within time: Duration) async {
        let queues = paths.compactMap(\.model).flatMap { [$0.inCharge, $0.shadows] }
        for queue in queues { queue.close() }
        if queues.allSatisfy(\.isEmpty) { runs.endUnlessRunning() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                try? await clock.sleep(time)
                guard !Task.isCancelled else { return }
                abandon()
                runs.endUnlessRunning()
            }
            await runs.ended()
            group.cancelAll()
        }
        abandon()
    }

    /// Cuts off what is under way and sheds what waits.
    private func abandon() {
        for model in paths.compactMap(\.model) {
            for queue in [model.inCharge, model.shadows] {
                for call in queue.abandon() {
                    call.end(model.unasked(call, .shed, .shuttingDown))
                }
            }
        }
        ending.resolve(())
    }
}

package io.onefold.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// A bounded number of pieces of work at once. Platform threads, because the engine works in native
/// code.
final class Parallel {

    private Parallel() {}

    /// The results in the order of the inputs. A defect in one is thrown when all have ended.
    static <T, R> List<R> map(int atOnce, List<T> inputs, Function<T, R> work) {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<R>> started = new ArrayList<>();
            inputs.forEach(input -> started.add(threads.submit(() -> work.apply(input))));
            List<R> results = new ArrayList<>();
            for (Future<R> future : started) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException defect
                    ? defect
                    : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tables were worked on", e);
        }
    }
}

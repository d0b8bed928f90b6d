package io.onefold.synth.internal.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Makes numbered pieces on several threads and hands them over on the caller's, in order.
///
/// At most two pieces per thread are alive, so memory does not depend on their number.
public final class InOrder {

    private InOrder() {}

    /// @param pieces how many; numbered from 0
    /// @param threads how many make pieces at a time, at least 1
    /// @param make a pure function of the number
    /// @param take receives every piece, in order
    public static <T> void run(int pieces, int threads, IntFunction<T> make, Consumer<T> take) {
        try (ExecutorService makers = Executors.newFixedThreadPool(threads)) {
            Deque<Future<T>> underWay = new ArrayDeque<>(2 * threads);
            try {
                for (int i = 0; i < pieces; i++) {
                    if (underWay.size() == 2 * threads) {
                        take.accept(await(underWay.remove()));
                    }
                    int number = i;
                    underWay.add(makers.submit(() -> make.apply(number)));
                }
                while (!underWay.isEmpty()) {
                    take.accept(await(underWay.remove()));
                }
            } finally {
                underWay.forEach(piece -> piece.cancel(true));
            }
        }
    }

    private static <T> T await(Future<T> piece) {
        try {
            return piece.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while generating", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a block could not be drawn", e.getCause());
        }
    }
}

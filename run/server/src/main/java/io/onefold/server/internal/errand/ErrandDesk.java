package io.onefold.server.internal.errand;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Takes errands on and does them one after another; a few may wait. What was under way when a
/// server ended is a failure once the next one begins.
public final class ErrandDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ErrandDesk.class);

    private final ErrandBook book;
    private final Semaphore places;
    private final int most;
    private final ExecutorService thread;

    /// @param waitingMax how many may wait beside the one that is done
    public ErrandDesk(ErrandBook book, String name, int waitingMax) {
        this.book = book;
        this.most = 1 + waitingMax;
        this.places = new Semaphore(most);
        this.thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
        int abandoned = book.abandon();
        if (abandoned > 0) {
            LOG.warn("{} of {} had not ended when the server stopped", abandoned, name);
        }
    }

    public ErrandBook book() {
        return book;
    }

    /// Writes an errand down and does it when its turn comes.
    ///
    /// @param work gives what comes of it; what it throws for the operator is why it failed
    /// @throws ProblemException (OVERLOADED) when too many wait
    public Errand start(
            String tenant,
            String subject,
            JsonNode request,
            Principal by,
            Supplier<JsonNode> work) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.OVERLOADED,
                    most + " are under way or waiting; ask again when one has ended");
        }
        boolean taken = false;
        try {
            Errand errand = book.add(tenant, subject, request, by);
            thread.execute(() -> run(errand, work));
            taken = true;
            return errand;
        } finally {
            if (!taken) {
                places.release();
            }
        }
    }

    private void run(Errand errand, Supplier<JsonNode> work) {
        boolean ended = false;
        try {
            book.begin(errand);
            JsonNode result = work.get();
            book.succeed(errand, result);
            ended = true;
        } catch (OnefoldException | ProblemException known) {
            LOG.info("{} failed: {}", errand.subject(), known.getMessage());
            book.fail(errand, String.valueOf(known.getMessage()));
            ended = true;
        } catch (RuntimeException defect) {
            LOG.error("{} ended with a defect", errand.subject(), defect);
        } finally {
            places.release();
            if (!ended) {
                book.fail(errand, "it ended with a defect; the server's log says more");
            }
        }
    }

    /// Ends what is under way at its next pause; what waits is not begun.
    @Override
    public void close() {
        thread.shutdownNow();
    }
}

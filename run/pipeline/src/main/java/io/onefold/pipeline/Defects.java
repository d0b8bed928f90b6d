package io.onefold.pipeline;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a stage threw, as a failure of its item: one item that breaks does not keep the others from
/// being worked on, and the run still accounts for all of them.
final class Defects {

    private static final Logger LOG = LoggerFactory.getLogger(Defects.class);

    private Defects() {}

    static OnefoldException known(RuntimeException thrown) {
        if (thrown instanceof OnefoldException known) {
            return known;
        }
        LOG.error("a stage broke", thrown);
        if (thrown instanceof UncheckedIOException io) {
            Throwable cause = io.getCause();
            return new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    io.getMessage()
                            + " ("
                            + (cause == null ? "no reason given" : cause.getMessage())
                            + "); check the free space and the rights there, and run again",
                    io);
        }
        return new OnefoldException(
                ErrorCode.INTERNAL,
                "a defect of Onefold ("
                        + thrown.getClass().getSimpleName()
                        + "); its trace is in the log. Please report it",
                thrown);
    }
}

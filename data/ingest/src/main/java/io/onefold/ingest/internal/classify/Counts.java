package io.onefold.ingest.internal.classify;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;

/// Where the rows of a read went. Every row that was read is in exactly one of the other four.
///
/// @param read rows and lines that the silo gave
/// @param unchanged of those, known already, in raw or in quarantine
/// @param duplicates of those, identical repetitions within the batch
/// @param quarantined of those, set aside now
/// @param appended of those, new in raw
public record Counts(long read, long unchanged, long duplicates, long quarantined, long appended) {

    public Counts {
        if (read != unchanged + duplicates + quarantined + appended) {
            throw new OnefoldException(
                    ErrorCode.INTERNAL,
                    "the rows do not balance: read "
                            + read
                            + " is not unchanged "
                            + unchanged
                            + " + duplicates "
                            + duplicates
                            + " + quarantined "
                            + quarantined
                            + " + appended "
                            + appended
                            + "; nothing was committed. Please report this");
        }
    }
}

package io.onefold.bench.report;

import org.jspecify.annotations.Nullable;

/// Two ways to do the same, which take turns to go first.
///
/// @param measure what is measured
/// @param rows that both handle
/// @param peer what ours stands beside
/// @param percentLeast the least share of the peer's rate that is asked for; null: none
public record Contest(
        String measure,
        long rows,
        Side ours,
        String peer,
        Side theirs,
        @Nullable Integer percentLeast) {

    /// One side's measurement.
    @FunctionalInterface
    public interface Side {
        Taken measured() throws Exception;
    }

    /// Measures both.
    public Figure measured(boolean peerFirst) throws Exception {
        if (peerFirst) {
            Taken before = theirs.measured();
            return figure(ours.measured(), before);
        }
        Taken before = ours.measured();
        return figure(before, theirs.measured());
    }

    private Figure figure(Taken our, Taken their) {
        return new Figure(measure, rows, our, peer, their.seconds(), percentLeast);
    }
}

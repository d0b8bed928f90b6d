package io.onefold.fraud.port;

import io.onefold.scoring.measure.Metrics;
import java.time.Instant;
import java.util.Objects;

/// What became of a model's decisions: read to measure it while it decides.
public interface Outcomes {

    /// Counts the labelled decisions of a model by probability. A payment counts by its last label,
    /// one without a label not at all.
    ///
    /// @param from when labels became known at the earliest
    /// @param to when they became known at the latest
    void counts(long modelId, Instant from, Instant to, Counted each);

    /// Takes how many decisions had a probability.
    @FunctionalInterface
    interface Counted {
        void of(double probability, long frauds, long others);
    }

    /// Streams the users of a model's labelled decisions, by day, of a day by their falling highest
    /// probability, then by name.
    void cards(long modelId, Instant from, Instant to, Card each);

    /// Takes a user's day.
    @FunctionalInterface
    interface Card {
        void of(long day, String user, boolean fraud);
    }

    /// Streams logged vectors of a model's decisions, spread evenly over the time since then.
    ///
    /// @param most how many at most, about
    void vectors(long modelId, Instant since, int most, Vector each);

    /// Takes a vector with the hash of the plan that names its places.
    @FunctionalInterface
    interface Vector {
        void of(byte[] plan, float[] values);
    }

    /// Keeps what was measured.
    void keep(Performance performance);

    /// How good a model was at a time.
    ///
    /// @param trainedAt when the model was made
    record Performance(
            long modelId,
            String modelType,
            String fraudType,
            Metrics metrics,
            Instant from,
            Instant to,
            Instant trainedAt) {

        public Performance {
            Objects.requireNonNull(modelType);
            Objects.requireNonNull(fraudType);
            Objects.requireNonNull(metrics);
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
            Objects.requireNonNull(trainedAt);
        }
    }
}

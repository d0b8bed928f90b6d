package io.onefold.scoring.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A wish that a model may do more, or no more.
///
/// @param to the state it is to have
/// @param share of the users for whom it is to decide; 0 unless it becomes challenger
/// @param backtest the id of a backtest of this model; null: none ran
/// @param by who asks
public record Promotion(ModelState to, double share, @Nullable String backtest, String by) {

    public Promotion {
        Objects.requireNonNull(to);
        Objects.requireNonNull(by);
    }
}

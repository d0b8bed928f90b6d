package io.onefold.server.internal.deciding;

import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.AccountEvents;
import io.onefold.fraud.port.StateStore;
import io.onefold.fraud.port.StateStore.Position;
import io.onefold.fraud.port.StateStore.Snapshot;
import io.onefold.scoring.feature.AccountEvent;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSettings;
import io.onefold.scoring.feature.FeatureState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The feature state at a start: the newest snapshot and what was committed after it, or all that
/// was committed where no snapshot can be read.
///
/// @param state everything but the labels
/// @param payments how many were taken in beside the snapshot
public record RebuiltState(FeatureState state, long payments) {

    private static final Logger LOG = LoggerFactory.getLogger(RebuiltState.class);

    /// 30 days of the longest window, 7 of the labels' delay, one for late ones.
    public static final Duration REMEMBERED = Duration.ofDays(38);

    /// Rebuilds the state of a plan.
    public static RebuiltState of(
            StateStore rows, FeaturePlan plan, FeatureSettings settings, Instant now) {
        Optional<Snapshot> snapshot = rows.newest();
        Optional<FeatureState> restored =
                snapshot.flatMap(one -> restored(rows, one, plan, settings));
        Position position = restored.isEmpty() ? Position.BEGIN : snapshot.orElseThrow().position();
        FeatureState state = restored.orElseGet(() -> new FeatureState(plan, settings));
        Instant from = now.minus(REMEMBERED);
        long[] payments = new long[1];
        rows.payments(
                position.payment(),
                from,
                past -> {
                    if (!position.also().contains(past.id())) {
                        state.add(Payments.of(past));
                        payments[0]++;
                    }
                });
        rows.events(position.event(), from, event -> state.add(of(event)));
        LOG.info(
                "the feature state is rebuilt: {} payments replayed after {}",
                payments[0],
                restored.isEmpty()
                        ? "no snapshot"
                        : "the snapshot of " + snapshot.orElseThrow().takenAt());
        return new RebuiltState(state, payments[0]);
    }

    private static Optional<FeatureState> restored(
            StateStore rows, Snapshot snapshot, FeaturePlan plan, FeatureSettings settings) {
        String expected = FeatureState.snapshotFormat(plan);
        if (!snapshot.format().equals(expected)) {
            LOG.warn(
                    "the snapshot of {} is skipped and all payments are replayed: its format is"
                            + " '{}', this version reads '{}'",
                    snapshot.takenAt(),
                    snapshot.format(),
                    expected);
            return Optional.empty();
        }
        try {
            FeatureState[] restored = new FeatureState[1];
            rows.read(body -> restored[0] = FeatureState.restore(body, plan, settings));
            return Optional.of(restored[0]);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "the snapshot of {} is skipped and all payments are replayed: {}",
                    snapshot.takenAt(),
                    e.toString());
            return Optional.empty();
        }
    }

    /// An event as the state reads it.
    public static AccountEvent of(AccountEvents.Happened event) {
        String merchant = event.merchantId();
        return new AccountEvent(
                event.type(),
                Payments.scoped(event.tenant(), event.userId()),
                merchant == null ? null : Payments.scoped(event.tenant(), merchant),
                event.at());
    }
}

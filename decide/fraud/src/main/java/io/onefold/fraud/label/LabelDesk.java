package io.onefold.fraud.label;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Labels;
import io.onefold.model.access.Principal;
import io.onefold.scoring.feature.FeatureState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where labels come in. They are only ever added; what is known when counts, so that training and
/// features never see a label before its time.
public final class LabelDesk {

    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(5);
    private static final int SOURCE_CHARACTERS_MAX = 50;

    private final Labels labels;
    private final DecisionStore decisions;
    private final FeatureState state;
    private final Clock clock;

    public LabelDesk(Labels labels, DecisionStore decisions, FeatureState state, Clock clock) {
        this.labels = labels;
        this.decisions = decisions;
        this.state = state;
        this.clock = clock;
    }

    /// Adds a label.
    ///
    /// @param knownAt null: now
    /// @throws ProblemException (VALIDATION) when it was known before the payment, or will be;
    ///   (NOT_FOUND) when the payment was never decided
    public Label add(
            String tenant,
            String transactionId,
            boolean fraud,
            String source,
            @Nullable Instant knownAt,
            Principal by) {
        Instant now = clock.instant();
        Instant known = knownAt == null ? now : knownAt;
        if (source.isBlank() || source.length() > SOURCE_CHARACTERS_MAX) {
            throw new ProblemException(
                    ProblemCode.VALIDATION,
                    "a label's source has 1 to " + SOURCE_CHARACTERS_MAX + " characters");
        }
        DecisionRecord payment =
                decisions
                        .load(tenant, transactionId)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ProblemCode.NOT_FOUND,
                                                "there is no such transaction"))
                        .decision();
        if (known.isAfter(now.plus(CLOCKS_APART_MAX)) || known.isBefore(payment.timestamp())) {
            throw new ProblemException(
                    ProblemCode.VALIDATION,
                    "known_at lies between the payment's time and now; it does not");
        }
        Label label = new Label(tenant, transactionId, fraud, source, known, by.name());
        labels.add(label);
        Payments.label(Labels.Known.of(label, payment)).ifPresent(state::label);
        return label;
    }
}

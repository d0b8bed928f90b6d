package io.onefold.fraud.decide;

import java.time.Duration;
import java.util.Currency;
import java.util.Objects;

/// How decisions are made.
///
/// @param currency what an amount without a currency is in
/// @param deadline after which a request is given up
/// @param inFlightMax requests that are worked on at once; more are refused
/// @param shadowQueueMax payments that wait for shadow models and rules; more are left out
public record DecisionSettings(
        Currency currency, Duration deadline, int inFlightMax, int shadowQueueMax) {

    public static final DecisionSettings DEFAULT =
            new DecisionSettings(Currency.getInstance("USD"), Duration.ofSeconds(1), 2000, 1000);

    public DecisionSettings {
        Objects.requireNonNull(currency);
        Objects.requireNonNull(deadline);
        if (inFlightMax < 1 || shadowQueueMax < 1 || !deadline.isPositive()) {
            throw new IllegalArgumentException(
                    "a deadline of "
                            + deadline
                            + ", "
                            + inFlightMax
                            + " in flight and a queue of "
                            + shadowQueueMax
                            + " are not all above 0");
        }
    }
}

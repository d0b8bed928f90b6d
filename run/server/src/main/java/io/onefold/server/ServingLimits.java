package io.onefold.server;

import io.onefold.catalog.Settings;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much the server takes on.
///
/// @param inFlightMax requests under way at a time; more are asked to come again (429)
/// @param ratePerSecond requests of one client in the long run
/// @param burst requests of one client at once
/// @param drain how long requests under way may take when the server stops
/// @param deadline after which a decision is given up
public record ServingLimits(
        int inFlightMax, int ratePerSecond, int burst, Duration drain, Duration deadline) {

    /// What holds where nothing is set.
    public static final ServingLimits DEFAULT =
            new ServingLimits(2_000, 2_000, 4_000, Duration.ofSeconds(20), Duration.ofSeconds(1));

    private static final String IN_FLIGHT = "onefold.decisions.in-flight-max";
    private static final String DEADLINE = "onefold.decisions.deadline";
    private static final String RATE = "onefold.security.rate-limit";
    private static final Pattern RATE_FORM = Pattern.compile("(\\d{1,9})/s(?:, burst (\\d{1,9}))?");

    public ServingLimits {
        Objects.requireNonNull(drain);
        if (inFlightMax < 1 || ratePerSecond < 1 || burst < 1 || !deadline.isPositive()) {
            throw new IllegalArgumentException("limits are at least 1, a deadline is above 0");
        }
    }

    /// With the deadline that holds where nothing is set.
    public ServingLimits(int inFlightMax, int ratePerSecond, int burst, Duration drain) {
        this(inFlightMax, ratePerSecond, burst, drain, DEFAULT.deadline);
    }

    /// @throws OnefoldException (INVALID_SETUP) for a limit that is none
    public static ServingLimits of(Settings settings) {
        int inFlight =
                settings.get(IN_FLIGHT)
                        .map(text -> number(IN_FLIGHT, text))
                        .orElse(DEFAULT.inFlightMax);
        Duration deadline = settings.duration(DEADLINE).orElse(DEFAULT.deadline);
        if (!deadline.isPositive()) {
            throw wrong(
                    DEADLINE,
                    settings.require(DEADLINE),
                    "a length of time above 0, for example 1s");
        }
        String rates = settings.get(RATE).orElse("");
        if (rates.isEmpty()) {
            return new ServingLimits(
                    inFlight, DEFAULT.ratePerSecond, DEFAULT.burst, DEFAULT.drain, deadline);
        }
        Matcher form = RATE_FORM.matcher(rates.strip());
        if (!form.matches()) {
            throw wrong(RATE, rates, "for example: 2000/s, burst 4000");
        }
        int rate = number(RATE, form.group(1));
        int burst =
                form.group(2) == null
                        ? (int) Math.min(Integer.MAX_VALUE, 2L * rate)
                        : number(RATE, form.group(2));
        return new ServingLimits(inFlight, rate, burst, DEFAULT.drain, deadline);
    }

    private static int number(String key, String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw wrong(key, text, "a whole number from 1 to 999999999");
        }
        return Integer.parseInt(text);
    }

    private static OnefoldException wrong(String key, String text, String expected) {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP, key + " is '" + text + "'; expected " + expected);
    }
}

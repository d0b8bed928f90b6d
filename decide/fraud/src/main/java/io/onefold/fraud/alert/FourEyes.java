package io.onefold.fraud.alert;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.model.access.Principal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// When a second person is asked, and who that may be.
public final class FourEyes {

    /// From this sum on, in units of the currency, closing a case takes two.
    public static final BigDecimal FROM = new BigDecimal("1000.00");

    private FourEyes() {}

    /// Whether closing a case of this sum takes two people.
    public static boolean needed(BigDecimal amount) {
        return amount.compareTo(FROM) >= 0;
    }

    /// @param first who did what is to be approved; null: nobody
    /// @throws ProblemException (FOUR_EYES) when it is the same person
    public static void check(@Nullable String first, Principal second) {
        if (second.name().equals(first)) {
            throw new ProblemException(
                    ProblemCode.FOUR_EYES, "nobody approves what they did themselves");
        }
    }
}

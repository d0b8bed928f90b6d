package io.onefold.fraud;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A kind of fraud; each has its own model, rules and policy.
public enum FraudType {
    CREDIT_CARD,
    PAYMENT_PROCESSING,
    ACCOUNT_TAKEOVER,
    MERCHANT,
    MONEY_LAUNDERING;

    /// As requests and manifests spell it, for example `credit_card`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// All spellings.
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(FraudType::wireName).toList();
    }

    /// @throws OnefoldException (INVALID_INPUT) naming the types there are
    public static FraudType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "'"
                                                + text
                                                + "' is not a fraud type"
                                                + Spelling.didYouMean(text, wireNames())
                                                + "; expected one of "
                                                + wireNames()));
    }
}

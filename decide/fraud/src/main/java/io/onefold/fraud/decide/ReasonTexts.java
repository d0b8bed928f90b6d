package io.onefold.fraud.decide;

import java.util.Locale;
import java.util.Map;

/// What a reason code says to a customer: specific, and about the payment (12 CFR 1002.9(b)(2) and
/// its Appendix C).
public final class ReasonTexts {

    private static final Map<String, String> WHOLE =
            Map.ofEntries(
                    Map.entry("AMOUNT", "The amount of this payment"),
                    Map.entry("AMOUNT_UNUSUAL", "An amount that is unusual for this account"),
                    Map.entry("ROUND_AMOUNT", "The pattern of this payment's amount"),
                    Map.entry("TIME_OF_DAY", "The time of day of this payment"),
                    Map.entry("DAY_OF_WEEK", "The day of the week of this payment"),
                    Map.entry("TIME_SINCE_LAST", "Little time since the last payment"),
                    Map.entry("DISTANCE_SINCE_LAST", "A great distance from the last payment"),
                    Map.entry("MERCHANT_ACTIVITY", "The number of recent payments at the merchant"),
                    Map.entry("MERCHANT_RISK", "Recent fraud at this merchant"),
                    Map.entry("SMALL_AMOUNTS", "Several very small payments in a short time"),
                    Map.entry("ROUND_AMOUNTS", "Several payments of round amounts"),
                    Map.entry("NEAR_LIMIT_AMOUNTS", "Several payments just below a limit"),
                    Map.entry("BLOCK_LIST", "An account, device or address that is blocked"));

    private static final Map<String, String> SPANS =
            Map.of(
                    "1H",
                    "1 hour",
                    "6H",
                    "6 hours",
                    "24H",
                    "24 hours",
                    "7D",
                    "7 days",
                    "30D",
                    "30 days");

    private ReasonTexts() {}

    /// The text of a code; of one that is not known, the code in words.
    public static String text(String code) {
        String whole = WHOLE.get(code);
        if (whole != null) {
            return whole;
        }
        int last = code.lastIndexOf('_');
        String span = last < 0 ? null : SPANS.get(code.substring(last + 1));
        if (span != null) {
            return overTime(code.substring(0, last), span);
        }
        if (code.startsWith("NEW_")) {
            return "A " + words(code.substring(4)) + " that this account has not used before";
        }
        if (code.startsWith("MANY_") && code.contains("_PER_")) {
            int per = code.indexOf("_PER_");
            return "Many different "
                    + words(code.substring(5, per))
                    + " with one "
                    + words(code.substring(per + 5));
        }
        if (code.startsWith("REQUEST_")) {
            return "The " + words(code.substring(8)) + " of this payment";
        }
        if (code.startsWith("CUSTOMER_")) {
            return "The customer's record: " + words(code.substring(9));
        }
        if (code.startsWith("USER_") || code.startsWith("MERCHANT_")) {
            int end = code.indexOf('_');
            return "Recent events of the "
                    + words(code.substring(0, end))
                    + ": "
                    + words(code.substring(end + 1));
        }
        String words = words(code);
        return words.isEmpty() ? code : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String overTime(String code, String span) {
        if (code.endsWith("VELOCITY")) {
            return "More payments" + of(code, "VELOCITY") + " in " + span + " than usual";
        }
        if (code.endsWith("SPEND")) {
            return "Higher amounts" + of(code, "SPEND") + " over " + span + " than usual";
        }
        return words(code) + " over " + span;
    }

    private static String of(String code, String family) {
        String entity = words(code.substring(0, code.length() - family.length()));
        return switch (entity) {
            case "" -> "";
            case "merchant" -> " at this merchant";
            case "ip" -> " from this network address";
            default -> " with this " + entity;
        };
    }

    private static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
    }
}

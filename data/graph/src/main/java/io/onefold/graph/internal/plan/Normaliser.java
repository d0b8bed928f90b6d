package io.onefold.graph.internal.plan;

import io.onefold.lake.DuckSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Arrays;
import java.util.Locale;

/// What is done to both sides of a join before they are compared.
public enum Normaliser {
    /// Nothing.
    EXACT,
    /// White space around the text goes.
    TRIM,
    /// Letters become small.
    LOWER,
    /// Small letters, no white space around.
    LOWER_TRIM,
    /// Capital letters, no white space around.
    UPPER_TRIM,
    /// Only the digits 0 to 9 stay; without any, there is no value.
    DIGITS,
    /// Only small letters and digits stay; without any, there is no value.
    ALPHANUMERIC;

    private static final String WHITE_SPACE = " \t\n\r\f\u000b\u00a0";

    /// @throws OnefoldException (INVALID_INPUT) listing the normalisers
    public static Normaliser parse(String text) {
        return Arrays.stream(values())
                .filter(n -> n.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "'"
                                                + text
                                                + "' is not a normaliser; expected one of "
                                                + Arrays.stream(values())
                                                        .map(Normaliser::wireName)
                                                        .toList()));
    }

    /// As manifests write it, for example `lower_trim`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The expression over a text expression.
    String sql(String text) {
        return switch (this) {
            case EXACT -> text;
            case TRIM -> trim(text);
            case LOWER -> "lower(" + text + ")";
            case LOWER_TRIM -> "lower(" + trim(text) + ")";
            case UPPER_TRIM -> "upper(" + trim(text) + ")";
            case DIGITS -> "nullif(regexp_replace(" + text + ", '[^0-9]+', '', 'g'), '')";
            case ALPHANUMERIC ->
                    "nullif(regexp_replace(lower("
                            + text
                            + "), '[^\\p{Ll}\\p{Nd}]+', '', 'g'), '')";
        };
    }

    private static String trim(String text) {
        return "trim(" + text + ", " + DuckSql.text(WHITE_SPACE) + ")";
    }
}

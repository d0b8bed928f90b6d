package io.onefold.lake.internal.mask;

import io.onefold.lake.DuckSql;
import io.onefold.lake.Mask;
import io.onefold.model.DataType;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// Masks in the engine's SQL. Keys are read from session variables, so that they are in no query
/// text. A view finds functions by the search path of whoever reads it, so those that Spark's
/// dialect reads otherwise are named by their address.
public final class SqlMask {

    private SqlMask() {}

    /// The names of the session variables that hold a key's two pads.
    public record KeyVariables(String inner, String outer) {

        /// @param number distinguishes the keys of one session
        public static KeyVariables numbered(int number) {
            return new KeyVariables("onefold_mask_inner_" + number, "onefold_mask_outer_" + number);
        }
    }

    /// Finds the variables of a key by its name.
    public interface Keys {
        KeyVariables of(String keyName);
    }

    /// An expression for a masked column; its type is the column's.
    ///
    /// @param column the column's name, unquoted
    public static String render(Mask mask, String column, DataType type, Keys keys) {
        String value = DuckSql.name(column);
        String masked =
                switch (mask) {
                    case Mask.PassThrough() -> value;
                    case Mask.Withhold() -> "NULL";
                    case Mask.Hash() -> "sha256(" + value + ")";
                    case Mask.HmacSha256(String key) -> hmac(keys.of(key), value);
                    case Mask.Redact(String replacement) -> DuckSql.text(replacement);
                    case Mask.RegexReplace(String pattern, String replacement) ->
                            "system.main.regexp_replace("
                                    + value
                                    + ", "
                                    + DuckSql.text(SafePattern.of(pattern).engine())
                                    + ", "
                                    + DuckSql.text(SafePattern.engineReplacement(replacement))
                                    + ", 'g')";
                    case Mask.RandPattern(String pattern, String key) ->
                            randPattern(pattern, keys.of(key), value);
                    case Mask.BucketNumber bucket ->
                            bucketNumber(bucket.boundsOf(type), value, DuckSql.type(type));
                    case Mask.BucketDate(Mask.BucketDate.Precision precision) ->
                            "system.main.date_trunc('" + precision + "', " + value + ")";
                };
        return mask instanceof Mask.PassThrough
                ? value
                : "CAST(" + masked + " AS " + DuckSql.type(type) + ")";
    }

    /// HMAC-SHA-256 of a text expression, in lower-case hexadecimal: `H(outer || H(inner || text))`
    /// (RFC 2104).
    public static String hmac(KeyVariables key, String text) {
        return "sha256(getvariable('"
                + key.outer()
                + "') || unhex(sha256(getvariable('"
                + key.inner()
                + "') || encode("
                + text
                + "))))";
    }

    private static String randPattern(String pattern, KeyVariables key, String value) {
        String digest = hmac(key, DuckSql.text(pattern + ":") + " || " + value);
        StringBuilder text = new StringBuilder("''");
        int digit = 0;
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '#') {
                text.append(" || CAST((")
                        .append(hex(2 * digit + 1))
                        .append(" * 16 + ")
                        .append(hex(2 * digit + 2))
                        .append(") % 10 AS VARCHAR)");
                digit++;
            } else {
                int start = i;
                while (i + 1 < pattern.length() && pattern.charAt(i + 1) != '#') {
                    i++;
                }
                text.append(" || ").append(DuckSql.text(pattern.substring(start, i + 1)));
            }
        }
        return "list_transform([" + digest + "], lambda h: " + text + ")[1]";
    }

    private static String hex(int position) {
        return "(instr('0123456789abcdef', system.main.substr(h, " + position + ", 1)) - 1)";
    }

    private static String bucketNumber(List<BigDecimal> bounds, String value, String type) {
        if (bounds.isEmpty()) {
            return "NULL";
        }
        return bounds.reversed().stream()
                .map(
                        b ->
                                "WHEN "
                                        + value
                                        + " >= CAST('"
                                        + b.toPlainString()
                                        + "' AS "
                                        + type
                                        + ") THEN CAST('"
                                        + b.toPlainString()
                                        + "' AS "
                                        + type
                                        + ")")
                .collect(Collectors.joining(" ", "CASE ", " END"));
    }
}

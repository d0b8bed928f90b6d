package io.onefold.lake;

import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// An operator that a reader's value passes through. A mask keeps the column's type, and null stays
/// null except under [Redact]. Each has a rendering in the engine's SQL and one in Java that give
/// the same values.
public sealed interface Mask {

    /// Whether values of a type can pass through it; a mask that cannot makes the column null.
    boolean fits(DataType type);

    /// The value as it is.
    record PassThrough() implements Mask {
        @Override
        public boolean fits(DataType type) {
            return true;
        }
    }

    /// Null for every row; what a sensitive column reads as that no policy speaks of.
    record Withhold() implements Mask {
        @Override
        public boolean fits(DataType type) {
            return true;
        }
    }

    /// Lower-case hex of the SHA-256 of the text's UTF-8. Guessable values can be found by trying;
    /// HMAC cannot.
    record Hash() implements Mask {
        @Override
        public boolean fits(DataType type) {
            return type == DataType.Simple.STRING;
        }
    }

    /// Lower-case hex of HMAC-SHA-256 (RFC 2104) of the text's UTF-8.
    ///
    /// @param key the name of the secret key
    record HmacSha256(String key) implements Mask {
        public HmacSha256 {
            Objects.requireNonNull(key);
        }

        @Override
        public boolean fits(DataType type) {
            return type == DataType.Simple.STRING;
        }
    }

    /// One constant on every row, null rows too.
    ///
    /// @param replacement the constant, which must read as the column's type
    record Redact(String replacement) implements Mask {
        public Redact {
            Objects.requireNonNull(replacement);
        }

        @Override
        public boolean fits(DataType type) {
            return MaskTypes.canRead(replacement, type);
        }
    }

    /// Every match of a pattern replaced.
    ///
    /// @param pattern a regular expression of the subset that the engines and Java understand alike
    /// @param replacement the text put in place; `$1` to `$9` are groups, `$$` is a dollar
    record RegexReplace(String pattern, String replacement) implements Mask {
        public RegexReplace {
            io.onefold.lake.internal.mask.SafePattern.of(pattern).requireReplacement(replacement);
        }

        @Override
        public boolean fits(DataType type) {
            return type == DataType.Simple.STRING;
        }
    }

    /// A fixed text whose `#` become digits that follow from the value and a key: equal values read
    /// equal, and the value cannot be found again.
    ///
    /// @param pattern at most 32 `#`
    /// @param key the name of the secret key
    record RandPattern(String pattern, String key) implements Mask {
        public RandPattern {
            Objects.requireNonNull(key);
            long digits = pattern.chars().filter(c -> c == '#').count();
            if (digits < 1 || digits > 32) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "rand_pattern '" + pattern + "' has " + digits + " '#'; expected 1 to 32");
            }
        }

        @Override
        public boolean fits(DataType type) {
            return type == DataType.Simple.STRING;
        }
    }

    /// The greatest bound not above the value; null below the first.
    ///
    /// @param bounds ascending
    record BucketNumber(List<BigDecimal> bounds) implements Mask {
        public BucketNumber {
            bounds = List.copyOf(bounds);
            boolean ascending = !bounds.isEmpty();
            for (int i = 1; i < bounds.size(); i++) {
                ascending &= bounds.get(i - 1).compareTo(bounds.get(i)) < 0;
            }
            if (!ascending) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "bucket_number has bounds "
                                + bounds
                                + "; expected at least one, each above the one before");
            }
        }

        @Override
        public boolean fits(DataType type) {
            return MaskTypes.isNumber(type)
                    && bounds.stream()
                            .allMatch(b -> MaskTypes.holds(b, type) || MaskTypes.isAbove(b, type));
        }

        /// The bounds that a value of a type can reach.
        public List<BigDecimal> boundsOf(DataType type) {
            return bounds.stream().filter(b -> MaskTypes.holds(b, type)).toList();
        }
    }

    /// The start of the value's period, UTC, in the column's type.
    record BucketDate(Precision precision) implements Mask {

        /// A period; a week starts on Monday.
        public enum Precision {
            HOUR,
            DAY,
            WEEK,
            MONTH,
            QUARTER,
            YEAR;

            /// @throws OnefoldException (INVALID_INPUT) listing the precisions
            public static Precision parse(String text) {
                return Arrays.stream(values())
                        .filter(p -> p.toString().equals(text))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new OnefoldException(
                                                ErrorCode.INVALID_INPUT,
                                                "bucket_date precision '"
                                                        + text
                                                        + "' does not exist; expected one of "
                                                        + Arrays.toString(values())));
            }

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public BucketDate {
            Objects.requireNonNull(precision);
        }

        @Override
        public boolean fits(DataType type) {
            return type == DataType.Simple.TIMESTAMP
                    || type == DataType.Simple.TIMESTAMPTZ
                    || (type == DataType.Simple.DATE && precision != Precision.HOUR);
        }
    }

    /// The operator's name in policies, for example `hmac_sha256`.
    default String operator() {
        return switch (this) {
            case PassThrough() -> "pass_through";
            case Withhold() -> "withhold";
            case Hash() -> "hash";
            case HmacSha256 h -> "hmac_sha256";
            case Redact r -> "redact";
            case RegexReplace r -> "regex_replace";
            case RandPattern r -> "rand_pattern";
            case BucketNumber b -> "bucket_number";
            case BucketDate b -> "bucket_date";
        };
    }
}

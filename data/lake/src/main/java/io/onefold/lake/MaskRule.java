package io.onefold.lake;

import io.onefold.lake.Mask.BucketDate;
import io.onefold.lake.Mask.BucketNumber;
import io.onefold.lake.Mask.HmacSha256;
import io.onefold.lake.Mask.RandPattern;
import io.onefold.lake.Mask.Redact;
import io.onefold.lake.Mask.RegexReplace;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A mask for the columns that carry a tag, as seen by the readers that carry a tag.
///
/// @param name the policy's name, shown when a mask is explained
/// @param priority 1 to 99; per column the lowest match wins
/// @param readerTags user tags such as `roles:id:support`; empty means every reader
/// @param match whether a reader needs one of the tags or all
/// @param columnTags a column matches that carries one of these
/// @param mask what its values pass through
public record MaskRule(
        String name,
        int priority,
        Set<String> readerTags,
        Match match,
        Set<String> columnTags,
        Mask mask) {

    /// How many of a rule's reader tags a reader needs.
    public enum Match {
        ANY,
        ALL
    }

    /// The priority of the built-in rules.
    public static final int BUILT_IN_PRIORITY = 99;

    /// The key name of the built-in rules.
    public static final String BUILT_IN_KEY = "built-in-masks";

    /// Applies to every reader unless a policy of lower priority speaks of the column. An e-mail
    /// keeps its domain, a phone all but its last five digits and what follows them, a birth date
    /// its year.
    public static final List<MaskRule> BUILT_IN =
            List.of(
                    builtIn("PII.Name", new HmacSha256(BUILT_IN_KEY)),
                    builtIn("PII.Email", new RegexReplace("^[\\d\\D]*@|^[^@]+$", "****@")),
                    builtIn(
                            "PII.PhoneNumber",
                            new RegexReplace("([0-9][^0-9]*){1,5}$|^[^0-9]+$", "XXXXX")),
                    builtIn("PII.DateOfBirth", new BucketDate(BucketDate.Precision.YEAR)),
                    builtIn("PII.Age", new BucketNumber(numbers(0, 18, 25, 35, 45, 55, 65, 75))),
                    builtIn(
                            "PII.Income",
                            new BucketNumber(
                                    numbers(
                                            0, 25_000, 50_000, 100_000, 250_000, 500_000,
                                            1_000_000))),
                    builtIn("PII.Gender", new Redact("REDACTED")),
                    builtIn("PII.Location", new Redact("REDACTED")),
                    builtIn(
                            "PII.SocialSecurityNumber",
                            new RandPattern("###-##-####", BUILT_IN_KEY)),
                    builtIn("PII.LicenseNumber", new RandPattern("##########", BUILT_IN_KEY)));

    public MaskRule {
        Objects.requireNonNull(name);
        Objects.requireNonNull(match);
        Objects.requireNonNull(mask);
        readerTags = Set.copyOf(readerTags);
        columnTags = Set.copyOf(columnTags);
        if (priority < 1 || priority > 100) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "policy '"
                            + name
                            + "' has priority "
                            + priority
                            + "; expected 1 (wins) to 100");
        }
    }

    /// Whether the rule speaks of a column with these tags when this principal reads it.
    public boolean matches(Principal principal, Set<String> tags) {
        boolean reader =
                readerTags.isEmpty()
                        || (match == Match.ANY
                                ? readerTags.stream().anyMatch(t -> carries(principal, t))
                                : readerTags.stream().allMatch(t -> carries(principal, t)));
        return reader && tags.stream().anyMatch(columnTags::contains);
    }

    private static boolean carries(Principal principal, String tag) {
        return tag.startsWith("roles:id:")
                && principal.roles().contains(tag.substring("roles:id:".length()));
    }

    private static MaskRule builtIn(String tag, Mask mask) {
        return new MaskRule(
                "built-in " + tag, BUILT_IN_PRIORITY, Set.of(), Match.ANY, Set.of(tag), mask);
    }

    private static List<BigDecimal> numbers(long... bounds) {
        return java.util.Arrays.stream(bounds).mapToObj(BigDecimal::valueOf).toList();
    }
}

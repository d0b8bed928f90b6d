package io.onefold.lake;

import io.onefold.lake.internal.mask.JavaMask;
import io.onefold.lake.internal.mask.MaskKey;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How one principal reads one table: the mask of each column and the policy it comes from.
///
/// A column without a sensitive tag is clear unless a rule speaks of its tags. A sensitive one
/// (category PII, PHI or TW) that no rule speaks of, or whose rule does not fit its type, is
/// withheld: denied by default.
///
/// @param table the table
/// @param masks column → mask, in the table's order, clear columns too
public record MaskPlan(TableName table, SequencedMap<String, ColumnMask> masks) {

    /// The mask of a column.
    ///
    /// @param mask what its values pass through
    /// @param type the column's type
    /// @param policy the rule's name, or why there is none
    /// @param priority the rule's priority, 100 without one
    public record ColumnMask(Mask mask, DataType type, String policy, int priority) {
        public ColumnMask {
            Objects.requireNonNull(mask);
            Objects.requireNonNull(type);
            Objects.requireNonNull(policy);
        }

        /// Whether a reader sees the value as it is.
        public boolean isClear() {
            return mask instanceof Mask.PassThrough;
        }
    }

    /// System columns that are made of all columns of a row.
    private static final Set<String> WHOLE_ROW = Set.of("_row_hash", "_line");

    private static final Set<String> SENSITIVE = Set.of("PII", "PHI", "TW");

    /// When two rules of one priority match, the one first in this list wins.
    private static final List<String> TIES =
            List.of(
                    "redact",
                    "hmac_sha256",
                    "hash",
                    "rand_pattern",
                    "regex_replace",
                    "bucket_date",
                    "bucket_number",
                    "pass_through");

    public MaskPlan {
        Objects.requireNonNull(table);
        masks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(masks));
    }

    /// The plan for a principal as the tags and rules are now. Onefold's own stages read clear.
    public static MaskPlan of(
            Governance governance, Principal principal, TableName table, List<Column> columns) {
        Map<String, Set<String>> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (!principal.system()) {
            tags.putAll(governance.columnTags(table));
        }
        List<MaskRule> rules = governance.maskRules();
        SequencedMap<String, ColumnMask> masks = new LinkedHashMap<>();
        for (Column column : columns) {
            Set<String> of = tags.getOrDefault(column.name(), Set.of());
            masks.put(column.name(), maskOf(column, of, rules, principal));
        }
        withholdWholeRows(masks);
        return new MaskPlan(table, masks);
    }

    /// A hash or a copy of a whole row would give away what its columns withhold, by guessing or at
    /// once; who reads any column masked does not read those.
    private static void withholdWholeRows(SequencedMap<String, ColumnMask> masks) {
        boolean masked = masks.values().stream().anyMatch(mask -> !mask.isClear());
        for (String column : WHOLE_ROW) {
            masks.computeIfPresent(
                    column,
                    (name, mask) ->
                            masked
                                    ? new ColumnMask(
                                            new Mask.Withhold(),
                                            mask.type(),
                                            "holds the whole row",
                                            100)
                                    : mask);
        }
    }

    private static ColumnMask maskOf(
            Column column, Set<String> tags, List<MaskRule> rules, Principal principal) {
        DataType type = column.type();
        Optional<MaskRule> rule =
                rules.stream()
                        .filter(r -> r.matches(principal, tags))
                        .min(
                                Comparator.comparingInt(MaskRule::priority)
                                        .thenComparingInt(r -> TIES.indexOf(r.mask().operator()))
                                        .thenComparing(MaskRule::name));
        if (rule.isEmpty()) {
            return isSensitive(tags)
                    ? new ColumnMask(new Mask.Withhold(), type, "denied by default", 100)
                    : new ColumnMask(new Mask.PassThrough(), type, "no sensitive tag", 100);
        }
        MaskRule won = rule.get();
        return won.mask().fits(type)
                ? new ColumnMask(won.mask(), type, won.name(), won.priority())
                : new ColumnMask(
                        new Mask.Withhold(),
                        type,
                        won.name()
                                + ", whose "
                                + won.mask().operator()
                                + " does not fit type "
                                + type,
                        won.priority());
    }

    /// Whether tags put a column into a sensitive category, the part of a tag before its first dot.
    public static boolean isSensitive(Set<String> tags) {
        return tags.stream()
                .anyMatch(t -> SENSITIVE.contains(t.split("\\.", 2)[0].toUpperCase(Locale.ROOT)));
    }

    /// Whether nothing is masked.
    public boolean isClear() {
        return masks.values().stream().allMatch(ColumnMask::isClear);
    }

    /// The Java rendering of a column's mask. It takes and gives what a [RowStream] gives for the
    /// column's type.
    ///
    /// @throws IllegalArgumentException when the plan has no such column
    public UnaryOperator<@Nullable Object> masker(String column, Governance governance) {
        ColumnMask mask = masks.get(column);
        if (mask == null) {
            throw new IllegalArgumentException(
                    "the plan of '" + table + "' has no column '" + column + "'");
        }
        return JavaMask.of(mask.mask(), mask.type(), name -> MaskKey.of(governance.maskKey(name)));
    }
}

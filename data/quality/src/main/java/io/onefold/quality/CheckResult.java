package io.onefold.quality;

import io.onefold.model.DatasetName;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What one check of a dataset did.
///
/// The first four figures are about the raw rows of this run; each of them is in exactly one.
///
/// @param dataset the dataset
/// @param scope how much of the dataset was judged
/// @param superseded rows that a newer version of their key left behind
/// @param quarantined rows that are their key's latest version and break the contract
/// @param trusted rows that the trusted table holds
/// @param deleted keys that the run found gone from the silo; outside the balance, since no row was
///   read
/// @param normalised how often each correction changed a value of this run's rows
/// @param reasons how many of this run's rows broke each rule, the most frequent first; a row may
///   break several
/// @param rowsWritten rows the trusted table took on; less than `trusted` when a row came out as it
///   stood there already
/// @param rowsRemoved rows that left the trusted table, replaced ones too
/// @param quarantineWritten rows that quarantine took on, also of earlier runs
/// @param trustedSnapshot the trusted table's snapshot after the check
public record CheckResult(
        DatasetName dataset,
        Scope scope,
        long superseded,
        long quarantined,
        long trusted,
        long deleted,
        List<NormalisedCount> normalised,
        List<ReasonCount> reasons,
        long rowsWritten,
        long rowsRemoved,
        long quarantineWritten,
        OptionalLong trustedSnapshot) {

    /// How much of a dataset a check judged.
    public enum Scope {
        /// Nothing: neither raw rows, contract nor referenced datasets have changed.
        NOTHING,
        /// The keys that have new raw rows.
        CHANGED_KEYS,
        /// Every key, because a rule looks beyond the row.
        EVERY_KEY,
        /// Every key, and the trusted table is written anew, because it is the first check or the
        /// contract changed.
        REBUILD
    }

    /// How often a correction changed a value.
    ///
    /// @param column the trusted column
    /// @param name the correction
    /// @param rows the rows whose value it changed
    public record NormalisedCount(String column, String name, long rows) {}

    /// How many rows broke a rule.
    ///
    /// @param rule the rule
    /// @param column the raw column to look at, null for the whole row
    /// @param rows the rows that broke it
    public record ReasonCount(String rule, @Nullable String column, long rows) {}

    public CheckResult {
        Objects.requireNonNull(dataset);
        Objects.requireNonNull(scope);
        normalised = List.copyOf(normalised);
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(trustedSnapshot);
    }
}

package io.onefold.model.contract;

import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a dataset promises: the columns, key and rules that divide its raw rows into trusted and
/// quarantine.
///
/// @param id the contract's name (ODCS `id`)
/// @param version the contract's version (ODCS `version`)
/// @param dataset the dataset it is about (ODCS `schema[].physicalName`)
/// @param columns the trusted columns, in order; raw columns that none is made of do not reach
///   trusted
/// @param key the trusted columns that identify a row (ODCS `primaryKey`, `primaryKeyPosition`), at
///   least one
/// @param versionColumn the trusted column whose greatest value is a key's latest version; null:
///   the order of ingest (custom property `versionColumn`)
/// @param rules conditions on a row
/// @param references conditions on other datasets
/// @param keepLastValid whether a key whose latest version fails keeps its last valid one (custom
///   property `keepLastValid`)
/// @param partition how the trusted table is partitioned, outermost first
public record DatasetContract(
        String id,
        String version,
        DatasetName dataset,
        List<ContractColumn> columns,
        List<String> key,
        @Nullable String versionColumn,
        List<RowRule> rules,
        List<Reference> references,
        boolean keepLastValid,
        List<Partitioning> partition) {

    /// The version that stands for "no contract was given".
    public static final String NO_CONTRACT = "none";

    public DatasetContract {
        Objects.requireNonNull(id);
        Objects.requireNonNull(version);
        Objects.requireNonNull(dataset);
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        rules = List.copyOf(rules);
        references = List.copyOf(references);
        partition = List.copyOf(partition);
        requireDistinct(dataset, "column", columns.stream().map(ContractColumn::name).toList());
        requireDistinct(dataset, "rule", rules.stream().map(RowRule::name).toList());
        if (version.isBlank()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the contract of "
                            + dataset
                            + " has no version; give it one, for example 1.0.0");
        }
        if (key.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the contract of "
                            + dataset
                            + " has no key; mark at least one property with primaryKey: true");
        }
        requireKnown(dataset, columns, "key", key);
        requireKnown(
                dataset,
                columns,
                "versionColumn",
                versionColumn == null ? List.of() : List.of(versionColumn));
        requireKnown(
                dataset,
                columns,
                "partition",
                partition.stream().map(Partitioning::column).toList());
        for (Reference reference : references) {
            requireKnown(dataset, columns, "relationship", reference.columns());
        }
    }

    /// The contract of a dataset that has none: every column passes as it is, the key is not null.
    ///
    /// @param columns the raw business columns
    /// @param key the key the source declares
    public static DatasetContract passThrough(
            DatasetName dataset, List<Column> columns, List<String> key) {
        List<ContractColumn> same =
                columns.stream()
                        .map(
                                column ->
                                        ContractColumn.of(
                                                column.name(),
                                                column.type(),
                                                key.contains(column.name())))
                        .toList();
        return new DatasetContract(
                dataset.toString(),
                NO_CONTRACT,
                dataset,
                same,
                key,
                null,
                List.of(),
                List.of(),
                false,
                List.of());
    }

    public Optional<ContractColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// The other datasets whose trusted tables the check reads; they are checked first.
    public Set<DatasetName> referencedDatasets() {
        Set<DatasetName> found = new TreeSet<>();
        references.stream()
                .map(Reference::dataset)
                .filter(other -> !other.equals(dataset))
                .forEach(found::add);
        return found;
    }

    /// SHA-256 of everything in the contract that decides about rows, lower-case hex. Tags are not
    /// part of it: they change who may read a value, not the value.
    public String hash() {
        return ContractHash.of(this);
    }

    private static void requireDistinct(DatasetName dataset, String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "the contract of "
                                + dataset
                                + " names the "
                                + what
                                + " '"
                                + name
                                + "' twice; give each its own name");
            }
        }
    }

    private static void requireKnown(
            DatasetName dataset, List<ContractColumn> columns, String what, List<String> names) {
        List<String> known = new ArrayList<>(columns.stream().map(ContractColumn::name).toList());
        Function<String, String> message =
                name ->
                        "the contract of "
                                + dataset
                                + " names '"
                                + name
                                + "' under "
                                + what
                                + ", which is not one of its columns "
                                + known;
        names.stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new OnefoldException(
                                    ErrorCode.INVALID_INPUT, message.apply(name));
                        });
    }
}

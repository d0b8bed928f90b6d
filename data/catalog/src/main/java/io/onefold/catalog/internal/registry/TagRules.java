package io.onefold.catalog.internal.registry;

import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.SourceSpecs;
import io.onefold.catalog.internal.manifest.SqlNames;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the columns of a lake table hold: the union of what the source, the contract and a steward
/// say of them, and, for a derived table, of all columns they are made of. When in doubt a column
/// has a tag too many, never one too few.
public final class TagRules {

    /// The origin of a derived column that may be any column of a table.
    public static final String ANY_COLUMN = "*";

    private final Connection connection;
    private final Map<String, Map<String, Set<String>>> known = new HashMap<>();
    private final Map<String, Map<String, Set<String>>> ofSources;
    private final Map<DatasetName, DatasetContract> contracts;

    public TagRules(Connection connection) throws SQLException {
        ControlRows rows = new ControlRows(connection);
        this.connection = connection;
        this.ofSources = SourceSpecs.tags(rows);
        this.contracts =
                Contracts.all(rows).stream()
                        .collect(Collectors.toMap(DatasetContract::dataset, Function.identity()));
    }

    /// The dataset whose raw, trusted or quarantine table this is.
    public static Optional<DatasetName> dataset(TableName table) {
        List<String> namespace = table.namespace();
        boolean layered =
                namespace.size() == 2
                        && Arrays.stream(Layer.values())
                                .anyMatch(layer -> layer.namespace().equals(namespace.getFirst()));
        try {
            return layered
                    ? Optional.of(new DatasetName(namespace.get(1), table.name()))
                    : Optional.empty();
        } catch (OnefoldException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The address under which a steward's tags are kept; one for all three layers of a dataset.
    public static String stewardAddress(TableName table) {
        return dataset(table)
                .map(dataset -> dataset.in(Layer.TRUSTED).toString())
                .orElseGet(table::toString);
    }

    /// Column to its tags; columns without any are not named.
    public Map<String, Set<String>> of(TableName table) throws SQLException {
        Map<String, Set<String>> before = known.get(table.toString());
        if (before != null) {
            return before;
        }
        known.put(table.toString(), Map.of());
        Map<String, Set<String>> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Optional<DatasetName> dataset = dataset(table);
        if (dataset.isPresent()) {
            boolean trusted = table.namespace().getFirst().equals(Layer.TRUSTED.namespace());
            ofDataset(dataset.get(), trusted, tags);
        }
        derived(table, tags);
        steward(table, tags);
        known.put(table.toString(), tags);
        return tags;
    }

    private void ofDataset(DatasetName dataset, boolean trusted, Map<String, Set<String>> tags) {
        Map<String, Set<String>> source = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        source.putAll(ofSources.getOrDefault(dataset.toString(), Map.of()));
        Optional<DatasetContract> contract = Optional.ofNullable(contracts.get(dataset));
        if (!trusted || contract.isEmpty()) {
            source.forEach((column, own) -> add(tags, column, own));
        }
        if (contract.isEmpty()) {
            return;
        }
        for (ContractColumn column : contract.get().columns()) {
            Set<String> origins = SqlNames.origins(column);
            if (trusted) {
                add(tags, column.name(), column.tags());
                source.forEach(
                        (raw, own) -> {
                            if (origins.contains(raw.toLowerCase(Locale.ROOT))) {
                                add(tags, column.name(), own);
                            }
                        });
            } else {
                origins.forEach(raw -> add(tags, raw, column.tags()));
            }
        }
    }

    private void derived(TableName table, Map<String, Set<String>> tags) throws SQLException {
        record Origin(String column, String table, String of) {}
        List<Origin> origins =
                Jdbc.query(
                        connection,
                        "select column_name, origin_address, origin_column from control.lake_column_origin where table_address = ?",
                        row -> new Origin(row.getString(1), row.getString(2), row.getString(3)),
                        table.toString());
        for (Origin origin : origins) {
            Map<String, Set<String>> inherited = of(TableName.parse(origin.table()));
            if (origin.of().equals(ANY_COLUMN)) {
                inherited.values().forEach(own -> add(tags, origin.column(), own));
            } else {
                add(tags, origin.column(), inherited.getOrDefault(origin.of(), Set.of()));
            }
        }
    }

    private void steward(TableName table, Map<String, Set<String>> tags) throws SQLException {
        record Tag(String column, String tag) {}
        List<Tag> given =
                Jdbc.query(
                        connection,
                        "select column_name, tag from control.steward_tag where table_address = ?",
                        row -> new Tag(row.getString(1), row.getString(2)),
                        stewardAddress(table));
        given.forEach(tag -> add(tags, tag.column(), Set.of(tag.tag())));
    }

    private static void add(Map<String, Set<String>> tags, String column, Set<String> more) {
        if (!more.isEmpty()) {
            Set<String> all = new TreeSet<>(tags.getOrDefault(column, new HashSet<>()));
            all.addAll(more);
            tags.put(column, all);
        }
    }
}

package io.onefold.graph.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a query answered, under the masks of whoever asked.
///
/// @param query its name
/// @param asOf where its windows close
/// @param engine who answered
/// @param snapshot the snapshots it was answered over, by dataset
/// @param verified whether both engines gave the same rows; null: it was not tried
/// @param difference where they first differ, without any value; null: nowhere, or not tried
/// @param truncated whether rows beyond the limit were left out
/// @param columns the columns, in order
/// @param rows the values, in the order of `columns`: String, Long, BigDecimal, LocalDate, Instant,
///   List of String, null
public record QueryAnswer(
        String query,
        Instant asOf,
        QueryEngine engine,
        Map<String, Long> snapshot,
        @Nullable Boolean verified,
        @Nullable String difference,
        boolean truncated,
        List<QueryColumn> columns,
        List<List<@Nullable Object>> rows) {

    public QueryAnswer {
        Objects.requireNonNull(query);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(engine);
        snapshot = Collections.unmodifiableMap(new TreeMap<>(snapshot));
        columns = List.copyOf(columns);
        rows =
                rows.stream()
                        .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                        .toList();
    }

    /// The rows as column → value, as they stand in JSON.
    public List<SequencedMap<String, @Nullable Object>> rowsByColumn() {
        List<SequencedMap<String, @Nullable Object>> named = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            SequencedMap<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i).name(), row.get(i));
            }
            named.add(values);
        }
        return named;
    }
}

package io.onefold.catalog;

import io.onefold.model.DatasetName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the rows of a dataset read as payments that are labelled.
///
/// @param name the manifest's name
/// @param dataset whose trusted rows are read
/// @param fraudType the kind of fraud that the label tells; null: `typeColumn` says it row by row
/// @param typeColumn the column of each payment's kind; null: all are of `fraudType`
/// @param transaction the column of the payment's id
/// @param time the column of its event time; without a zone it is UTC
/// @param amount the column of its amount, in units of the currency
/// @param entities the column of each entity that it names, by the entity's name, for example
///   `merchant`
/// @param latitude the column of where it was paid, degrees; null: unknown
/// @param longitude the same
/// @param request the column of each field of a request, by the field's name
/// @param label what it turned out to be
public record FraudHistorySpec(
        String name,
        DatasetName dataset,
        @Nullable String fraudType,
        @Nullable String typeColumn,
        String transaction,
        String time,
        String amount,
        Map<String, String> entities,
        @Nullable String latitude,
        @Nullable String longitude,
        Map<String, String> request,
        Label label) {

    public FraudHistorySpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(dataset);
        if ((fraudType == null) == (typeColumn == null)) {
            throw new IllegalArgumentException(
                    "history " + name + " has a kind of fraud or a column of kinds, one of them");
        }
        Objects.requireNonNull(transaction);
        Objects.requireNonNull(time);
        Objects.requireNonNull(amount);
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
        Objects.requireNonNull(label);
    }

    /// Every column that is read, by its place in the manifest's body.
    public Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("transaction", transaction);
        columns.put("time", time);
        columns.put("amount", amount);
        entities.forEach((entity, column) -> columns.put("entities/" + entity, column));
        if (latitude != null && longitude != null) {
            columns.put("latitude", latitude);
            columns.put("longitude", longitude);
        }
        if (typeColumn != null) {
            columns.put("type_column", typeColumn);
        }
        request.forEach((field, column) -> columns.put("request/" + field, column));
        columns.put("label/column", label.column());
        if (label.knownAt() != null) {
            columns.put("label/known_at", label.knownAt());
        }
        return columns;
    }

    /// What a payment turned out to be.
    ///
    /// @param column the column that says so; empty is genuine
    /// @param frauds its values that mean fraud, as text
    /// @param delay how long after the payment the label is known; null: `knownAt` says it
    /// @param knownAt the column since when it is known; null: `delay` says it
    public record Label(
            String column,
            List<String> frauds,
            @Nullable Duration delay,
            @Nullable String knownAt) {

        public Label {
            Objects.requireNonNull(column);
            frauds = List.copyOf(frauds);
        }
    }
}

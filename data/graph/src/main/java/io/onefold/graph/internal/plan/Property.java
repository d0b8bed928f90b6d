package io.onefold.graph.internal.plan;

import io.onefold.lake.DuckSql;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One property of a label or a relationship type, and how it is read from a row.
///
/// @param name its name in the graph
/// @param type its type, or that of its elements
/// @param list whether it is a list
/// @param sql an expression over the row that yields it in the form of [PropertyType#sqlType]
/// @param refusal a condition over the row under which the graph cannot hold the value; null: it
///   always can
/// @param refusalReason what the condition means, without any value; null with `refusal`
public record Property(
        String name,
        PropertyType type,
        boolean list,
        String sql,
        @Nullable String refusal,
        @Nullable String refusalReason) {

    public Property {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(sql);
    }

    static Property of(String name, PropertyType type, String sql) {
        return new Property(name, type, false, sql, null, null);
    }

    Property refusedWhen(String condition, String reason) {
        return new Property(name, type, list, sql, condition, reason);
    }

    /// The same under another name.
    Property named(String other) {
        return new Property(other, type, list, sql, refusal, refusalReason);
    }

    /// The type of its values in the engine's SQL, for example `BIGINT[]`.
    public String sqlType() {
        return type.sqlType() + (list ? "[]" : "");
    }

    /// As people write it, for example `STRING LIST`.
    public String typeText() {
        return type.name() + (list ? " LIST" : "");
    }

    /// Whether another property can stand under the same name in the same label.
    boolean sameTypeAs(Property other) {
        return type == other.type && list == other.list;
    }

    Optional<String> refusalCondition() {
        return Optional.ofNullable(refusal);
    }

    /// `when condition then reason`
    String refusalCase() {
        return "when " + refusal + " then " + DuckSql.text(String.valueOf(refusalReason));
    }
}

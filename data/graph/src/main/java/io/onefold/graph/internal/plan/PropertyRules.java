package io.onefold.graph.internal.plan;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Decimal;
import io.onefold.model.DataType.ListOf;
import io.onefold.model.DataType.Simple;
import io.onefold.model.DataType.Struct;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a column of the lake becomes properties of the graph.
///
/// Integers, booleans, floats and texts keep their kind; dates become DATE and both kinds of
/// timestamp an instant in UTC, because Cypher compares a local time with an instant to null and
/// queries would silently find nothing. Decimals become exact texts, money also an integer of minor
/// units (`<name>_minor`). Bytes are left out. Nested values become JSON texts.
///
/// A decimal is **money** when the column carries the tag `Money` (or `Money.…`), or when its scale
/// is 2, 3 or 4, as the minor units of currencies and the finer accounting units are, and no tag
/// `Measure` (or `Measure.…`) says that it is a rate, a share or another measure.
final class PropertyRules {

    static final String MINOR_SUFFIX = "_minor";

    private static final String EPOCH = "DATE '1970-01-01'";

    private PropertyRules() {}

    /// The properties of a column, none for bytes.
    ///
    /// @param names the names of all columns of the relation; a column of its own wins over a
    ///   `_minor` twin
    /// @throws OnefoldException (UNPROCESSABLE) if it holds times without a zone and its source
    ///   declares none
    static List<Property> of(Relation relation, Column column, Set<String> names) {
        String value = relation.visible(column);
        return switch (column.type()) {
            case Simple simple -> simple(relation, column, simple, value);
            case Decimal decimal -> decimal(relation, column, decimal, value, names);
            case ListOf(DataType element) -> list(relation, column, element, value);
            case Struct struct -> List.of(json(column, value));
        };
    }

    /// Whether a decimal is an amount of money.
    static boolean isMoney(Decimal type, Set<String> tags) {
        if (hasTag(tags, "Money")) {
            return true;
        }
        return type.scale() >= 2 && type.scale() <= 4 && !hasTag(tags, "Measure");
    }

    private static boolean hasTag(Set<String> tags, String family) {
        return tags.stream().anyMatch(tag -> tag.equals(family) || tag.startsWith(family + "."));
    }

    private static List<Property> simple(
            Relation relation, Column column, Simple type, String value) {
        if (type == Simple.BINARY) {
            return List.of();
        }
        PropertyType to = typeOf(type);
        Property property =
                Property.of(column.name(), to, engineForm(relation, column, type, value));
        @Nullable String refusal = refusal(type, value);
        return List.of(
                refusal == null
                        ? property
                        : property.refusedWhen(refusal, column.name() + ": " + reason(type)));
    }

    private static List<Property> decimal(
            Relation relation, Column column, Decimal type, String value, Set<String> names) {
        Property exact = Property.of(column.name(), PropertyType.STRING, text(value));
        String minorName = column.name() + MINOR_SUFFIX;
        if (!isMoney(type, relation.tagsOf(column)) || names.contains(minorName)) {
            return List.of(exact);
        }
        String minor = "try_cast(replace(" + text(value) + ", '.', '') as BIGINT)";
        return List.of(
                exact,
                Property.of(minorName, PropertyType.INTEGER, minor)
                        .refusedWhen(
                                value + " is not null and " + minor + " is null",
                                column.name() + ": minor units do not fit 64 bits"));
    }

    private static List<Property> list(
            Relation relation, Column column, DataType element, String value) {
        return switch (element) {
            case Simple simple when simple == Simple.BINARY -> List.of();
            case Simple simple -> {
                String each = engineForm(relation, column, simple, "e");
                yield List.of(listOf(column, typeOf(simple), value, each, refusal(simple, "e")));
            }
            case Decimal decimal ->
                    List.of(listOf(column, PropertyType.STRING, value, text("e"), null));
            case ListOf nested -> List.of(json(column, value));
            case Struct nested -> List.of(json(column, value));
        };
    }

    private static Property listOf(
            Column column, PropertyType type, String value, String each, @Nullable String refusal) {
        String bad = refusal == null ? "e is null" : "e is null or " + refusal;
        return new Property(
                column.name(),
                type,
                true,
                "list_transform(" + value + ", lambda e: " + each + ")",
                "len(list_filter(" + value + ", lambda e: " + bad + ")) > 0",
                column.name() + ": a list with an element that is null or not finite");
    }

    private static Property json(Column column, String value) {
        return Property.of(column.name(), PropertyType.STRING, text("to_json(" + value + ")"));
    }

    private static PropertyType typeOf(Simple type) {
        return switch (type) {
            case BOOLEAN -> PropertyType.BOOLEAN;
            case INT, LONG -> PropertyType.INTEGER;
            case FLOAT, DOUBLE -> PropertyType.FLOAT;
            case STRING, TIME, BINARY -> PropertyType.STRING;
            case DATE -> PropertyType.DATE;
            case TIMESTAMP, TIMESTAMPTZ -> PropertyType.DATETIME;
        };
    }

    /// An expression in the form of [PropertyType#sqlType] for a value of a simple type.
    static String engineForm(Relation relation, Column column, Simple type, String value) {
        return switch (type) {
            case BOOLEAN, STRING -> value;
            case INT, LONG -> "cast(" + value + " as BIGINT)";
            case FLOAT, DOUBLE -> "cast(" + value + " as DOUBLE)";
            case TIME, BINARY -> text(value);
            case DATE -> whenFinite(value, "cast(" + value + " - " + EPOCH + " as BIGINT)");
            case TIMESTAMP -> whenFinite(value, "epoch_us(" + zoned(relation, column, value) + ")");
            case TIMESTAMPTZ -> whenFinite(value, "epoch_us(" + value + ")");
        };
    }

    private static @Nullable String refusal(Simple type, String value) {
        return switch (type) {
            case BOOLEAN, INT, LONG, STRING, TIME, BINARY -> null;
            case FLOAT, DOUBLE -> "isnan(" + value + ")";
            case DATE, TIMESTAMP, TIMESTAMPTZ -> "not isfinite(" + value + ")";
        };
    }

    private static String reason(Simple type) {
        return switch (type) {
            case FLOAT, DOUBLE -> "not a number";
            case DATE, TIMESTAMP, TIMESTAMPTZ -> "an infinite date or time";
            case BOOLEAN, INT, LONG, STRING, TIME, BINARY -> "not storable";
        };
    }

    private static String whenFinite(String value, String then) {
        return "case when isfinite(" + value + ") then " + then + " end";
    }

    private static String zoned(Relation relation, Column column, String value) {
        if (relation.zone() == null) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "column "
                            + relation.dataset()
                            + "."
                            + column.name()
                            + " holds times without a zone, and source '"
                            + relation.dataset().source()
                            + "' declares none; add 'zone: <name>', for example 'zone: UTC', to its"
                            + " manifest, or exclude the column");
        }
        return "timezone(" + DuckSql.text(relation.zone().getId()) + ", " + value + ")";
    }

    private static String text(String value) {
        return "cast(" + value + " as VARCHAR)";
    }
}
